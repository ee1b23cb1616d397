"""Number words of the six languages, built from their parts: data for agents.understanding.numbers.

Keys are folded (lower case, no accents) and words of one phrase are separated by one space; a hyphen counts as a space.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Cardinals and ordinals below 100, the multipliers above, joining words, and collectives such as a dozen."""

    cardinals: dict[str, int]
    ordinals: dict[str, int]
    multipliers: dict[str, int]
    joiners: frozenset[str]
    collectives: dict[str, int]
    articles: frozenset[str]
    suffixes: frozenset[str] = field(default=frozenset())


def _list(text: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + place * step for place, group in enumerate(text.split()) for word in group.split("/")}


def _with(base: dict[str, int], **more: int) -> dict[str, int]:
    return {**base, **{word.replace("_", " "): value for word, value in more.items()}}


def _joined(tens: dict[str, int], units: dict[str, int], glue: str) -> dict[str, int]:
    return {
        f"{ten}{glue}{unit}": value + one for ten, value in tens.items() for unit, one in units.items() if 0 < one < 10
    }


def _english() -> NumberWords:
    small = _list(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen"
    )
    tens = _list("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
    firsts = _list(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth/twelvth thirteenth"
        " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
        1,
    )
    tenths = _list("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10)
    below_ten = {word: value for word, value in firsts.items() if value < 10}
    collectives = {
        "a couple": 2, "couple": 2, "a pair": 2, "half a dozen": 6, "half dozen": 6, "a half dozen": 6, "a dozen": 12,
        "one dozen": 12, "dozen": 12, "two dozen": 24, "a baker s dozen": 13,
    }  # fmt: skip
    return NumberWords(
        {**small, **tens, **_joined(tens, small, " "), **_joined(tens, small, "")},
        {**firsts, **tenths, **_joined(tens, below_ten, " "), **_joined(tens, below_ten, "")},
        {"hundred": 100, "thousand": 1000},
        frozenset({"and"}),
        collectives,
        frozenset(),
        frozenset({"st", "nd", "rd", "th"}),
    )


def _spanish() -> NumberWords:
    small = _list(
        "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
        " diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro"
        " veinticinco veintiseis veintisiete veintiocho veintinueve"
    )
    tens = _list("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    ordinals = _list(
        "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta quinto/quinta sexto/sexta"
        " septimo/septima octavo/octava noveno/novena decimo/decima",
        1,
    )
    hundreds = {"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "quinientos": 500}
    return NumberWords(
        {**small, **tens, **_joined(tens, small, " y "), **hundreds},
        ordinals,
        {"mil": 1000},
        frozenset(),
        {"un par": 2, "par": 2, "media docena": 6, "una docena": 12, "docena": 12, "dos docenas": 24},
        frozenset({"un", "una"}),
        frozenset({"o", "a", "ro", "er", "ra", "do", "da", "to", "ta", "º", "ª"}),
    )


def _french() -> NumberWords:
    small = _list("zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    small |= {"dix sept": 17, "dix huit": 18, "dix neuf": 19}
    units = {word: value for word, value in small.items() if 1 < value < 10}
    tens = _list("vingt trente quarante cinquante soixante", 20, 10)
    compound = _joined(tens, units, " ") | {f"{ten} et un": value + 1 for ten, value in tens.items()}
    compound |= {f"{ten} et une": value + 1 for ten, value in tens.items()}
    compound |= {f"soixante {word}": 60 + value for word, value in small.items() if 10 <= value <= 19} | {
        "soixante et onze": 71
    }
    compound |= {f"quatre vingt {word}": 80 + value for word, value in small.items() if 1 <= value <= 19}
    compound |= {"quatre vingt": 80, "quatre vingts": 80, "septante": 70, "huitante": 80, "nonante": 90}
    ordinals = _list(
        "premier/premiere deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme"
        " douzieme",
        1,
    )
    ordinals |= {"second": 2, "seconde": 2}
    return NumberWords(
        {**small, **tens, **compound},
        ordinals,
        {"cent": 100, "cents": 100, "mille": 1000},
        frozenset(),
        {
            "une paire": 2,
            "une demi douzaine": 6,
            "demi douzaine": 6,
            "une douzaine": 12,
            "douzaine": 12,
            "une dizaine": 10,
        },
        frozenset({"un", "une"}),
        frozenset({"er", "ere", "e", "eme", "nd", "nde"}),
    )


def _german() -> NumberWords:
    small = _list(
        "null eins/ein/eine/einen/einem/einer zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf"
        " zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    tens = _list("zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
    units = {
        word: value
        for word, value in small.items()
        if 0 < value < 10 and word not in {"eins", "eine", "einen", "einem", "einer"}
    }
    compound = {f"{unit}und{ten}": value + one for ten, value in tens.items() for unit, one in units.items()}
    below_ten = _list("erst zweit dritt viert funft sechst siebt acht neunt", 1)
    stems = dict(below_ten)
    stems |= {f"{word}t": value for word, value in small.items() if 10 <= value <= 19}
    stems |= {f"{word}st": value for word, value in {**tens, **compound}.items()}
    ordinals = {stem + ending: value for stem, value in stems.items() for ending in ("e", "en", "er", "es", "em")}
    return NumberWords(
        {**small, **tens, **compound},
        ordinals,
        {"hundert": 100, "tausend": 1000},
        frozenset(),
        {"ein halbes dutzend": 6, "halbes dutzend": 6, "ein dutzend": 12, "dutzend": 12, "zu zweit": 2, "zu dritt": 3,
         "zu viert": 4, "zu funft": 5, "zu sechst": 6, "zu siebt": 7, "zu acht": 8},
        frozenset({"ein", "eine", "einen", "einem", "einer"}),
        frozenset({"te", "ten", "ter", "ste", "sten"}),
    )  # fmt: skip


def _italian() -> NumberWords:
    small = _list(
        "zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici"
        " sedici diciassette diciotto diciannove"
    )
    tens = _list("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", 20, 10)
    units = {word: value for word, value in small.items() if 0 < value < 10 and word not in {"un", "una"}}
    compound = {
        (ten[:-1] if unit in {"uno", "otto"} else ten) + unit: value + one
        for ten, value in tens.items()
        for unit, one in units.items()
    }
    ordinals = _list("primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta settimo/settima"
                     " ottavo/ottava nono/nona decimo/decima", 1)  # fmt: skip
    return NumberWords(
        {**small, **tens, **compound},
        ordinals,
        {"cento": 100, "mille": 1000, "mila": 1000},
        frozenset(),
        {"un paio": 2, "paio": 2, "mezza dozzina": 6, "una dozzina": 12, "dozzina": 12, "una decina": 10},
        frozenset({"un", "una"}),
        frozenset({"o", "a", "º", "ª"}),
    )


def _portuguese() -> NumberWords:
    small = _list(
        "zero um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze"
        " dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove"
    )
    tens = _list("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", 20, 10)
    ordinals = _list("primeiro/primeira segundo terceiro/terceira quarto quinto sexto setimo/setima oitavo/oitava"
                     " nono/nona decimo/decima", 1)  # fmt: skip
    return NumberWords(
        {**small, **tens, **_joined(tens, small, " e "), "cem": 100, "cento": 100},
        ordinals,
        {"mil": 1000},
        frozenset(),
        {"um par": 2, "meia duzia": 6, "uma duzia": 12, "duzia": 12},
        frozenset({"um", "uma"}),
        frozenset({"o", "a", "º", "ª"}),
    )


BUILDERS = {"en": _english, "es": _spanish, "fr": _french, "de": _german, "it": _italian, "pt": _portuguese}
