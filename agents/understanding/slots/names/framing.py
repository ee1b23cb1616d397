"""What stands around a name: "it's", "put it under", "is my name", "para mi madre"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from agents.understanding.phrases import alternatives
from agents.understanding.slots.names.words import PARTICLES
from agents.understanding.tokens import fold

_LAYERS = 5  # "yes, sure, it's for my mum": more is no frame
_NAMES_IT = re.compile(r"name|nom|nome|nombre|llamo|hei(?:ss|ß)e|chiamo|chamo|call")

_KIN = alternatives(r"""
    mum|mom|mam|mummy|mommy|mother|dad|daddy|father|husband|wife|hubby|partner|son|daughter|sister|brother|friend|mate
    boyfriend|girlfriend|boss|colleague|client|customer|guest|nan|gran|grandma|grandmother|grandpa|grandad|granddad
    grandfather|uncle|aunt|auntie|cousin|niece|nephew|kid|child|baby|fiancee?|flatmate|roommate|neighbou?r
    madre|mama|padre|papa|marido|mujer|esposa|esposo|hij[oa]|herman[oa]|amig[oa]|novi[oa]|jef[ea]|abuel[oa]|ti[oa]|prim[oa]
    mere|maman|pere|mari|femme|epoux|epouse|fils|fille|soeur|frere|ami|amie|copain|copine|patron|grand-mere|grand-pere
    oncle|tante|cousin|cousine
    mutter|mama|vater|papa|mann|frau|sohn|tochter|schwester|bruder|freund|freundin|chef|chefin|oma|opa|onkel|partnerin
    mamma|marito|moglie|figli[oa]|sorella|fratello|amic[oa]|fidanzat[oa]|capo|nonn[oa]|zi[oa]|cugin[oa]
    mae|pai|esposa|filh[oa]|irma|irmao|namorad[oa]|chefe|avo|sogr[oa]
""")
_KINSHIP = rf"(?:(?:my|our|the|mi|mis|mon|ma|mein\w*|unser\w*|mi[oa]|il mio|la mia|meu|minha|o meu|a minha) {_KIN})"
_PUT = (
    r"(?:put|book|make|write|note|have|place|do|stick|pop)(?: (?:it|that|this|me|us|them|everything))?(?: down| out)?"
)
_BOOKED = r"(?:table|booking|reservation|appointment)"
_DOWN = rf"(?: the {_BOOKED})?(?: (?:as|under|for|to|in))?(?: the)?(?: (?:sur)?name)?(?: of)?"
_ANOTE = r"(?:pon\w*|apunt[ae]\w*|reserv[ae]\w*|anot[ae]\w*)(?: (?:la reserva|la mesa|la cita|lo|la))?"
_SCHREIBEN = r"(?:buchen|schreiben|notieren|reservieren|nehmen|setzen)(?: sie)?(?: (?:es|das|ihn|mich|den tisch))?"
_GEHT = r"(?:(?:das|der|die|es|der tisch|die reservierung) )?(?:(?:ist|geht|lauft|ware|soll) )?(?:bitte )?"
_PREFIX = {
    "en": rf"""
        (?:and )?(?:(?:my|the|our|his|her|their) )?(?:(?:full|first|last|booking) )?(?:sur)?names?(?: is|'?s| would be)?
        it'?s(?: under| for| in the name of)?(?: a)?
        (?:she|he)(?:'s| is) called
        it is(?: under| for)? | it'?ll be | it would be | that'?s | that is | that would be | this is | these are
        i'?m(?: called| named)? | i am(?: called| named)? | mine'?s | mine is | make that | i go by | say
        you're talking to
        (?:you can |just |please |they |people |everyone |friends )?calls? (?:me|us|him|her)
        (?:please |just |can you |could you |you can )*{_PUT}{_DOWN}
        (?:under|in|for|by|with)(?: the| a| my)?(?: (?:sur)?names?)(?: of)? | under
        (?:the )?{_BOOKED} (?:is |should be |will be )?(?:for|under|in the name of)
        (?:it'?s |it is )?(?:actually )?for
    """,
    "es": rf"""
        (?:mi |el )?(?:nombre|apellido)(?: completo)?(?: es)?
        (?:el |ella )?se llama | me llamo | me dicen | (?:yo )?soy | es | seria
        (?:es )?a nombre de(?:l| la)? | {_ANOTE}(?: a nombre de| como| para| por| a)?
        (?:es )?para(?: el senor| la senora)?
        (?:es )?por | bajo(?: el nombre(?: de)?)? | la reserva es(?: para| a nombre de)?
    """,
    "fr": r"""
        (?:mon |le |c'est mon )?(?:nom|prenom)(?: complet)?(?: c'est| est)?
        (?:elle |il )s'appelle | je m'appelle | moi c'est | je suis
        (?:c'est |ce sera |mettez |notez |reservez )?(?:la table )?(?:est )?(?:au|sous le) nom(?: de| d'| du| des)?
        c'est(?: pour)?(?: monsieur| madame)? | ce sera | ca sera | pour
        (?:mettez|notez|ecrivez|reservez)(?:[- ](?:le|la|moi))?(?: pour| sous)?
    """,
    "de": rf"""
        (?:mein |der |meiner )?(?:voller )?(?:vor|nach|familien)?namen?(?: ist| lautet| ware)?
        ich (?:hei(?:ss|ß)e?|bin) | (?:er|sie|die dame|der herr) hei(?:ss|ß)t
        {_GEHT}(?:auf|unter)(?: den| dem| meinen)?(?: namen)?(?: von)?
        {_SCHREIBEN} (?:bitte )?(?:auf|unter|fur|als)(?: den namen| dem namen)?
        es ist(?: fur)? | das ist | (?:es ist )?fur(?: herrn| frau)? | hier(?: ist| spricht)? | ist
    """,
    "it": r"""
        (?:il )?(?:mio )?(?:nome|cognome)(?: completo)?(?: e'?)?
        (?:lui |lei )?si chiama | mi chiamo | (?:io )?sono | e'? | sarebbe
        (?:e'? )?a nome(?: di| del| della)? | la prenotazione e'? a nome(?: di)?
        (?:e'? )?per(?: il signor| la signora)?
        (?:metta|mettete|metti|scriva|segni|prenoti)(?:la|lo)?(?: pure)?(?: a nome(?: di)?| come| per)?
    """,
    "pt": r"""
        (?:o )?(?:meu )?(?:nome|sobrenome|apelido)(?: completo)?(?: e)?
        (?:ela |ele )(?:se )?chama(?:-se)? | (?:eu )?me chamo | chamo-me
        (?:eu )?sou(?: o| a)? | e(?: o| a)? | seria | no nome de | (?:e |fica )?em nome d[eoa]?
        (?:coloque|ponha|pode por|marque|reserve|anote|bota|poe)(?: em nome de| como| para| no nome de)?
        (?:e )?(?:para|pra)(?: o senhor| a senhora)?
    """,
}
_LEAD = {
    "en": r"""
        yes|yep|yeah|ya|yup|ok|okay|sure|of course|certainly|oh|ah|um+|uh+|er+m*|h+m+|well|so|right|alright
        great|cool|fine
        hi|hiya|hello|hey|no|nope|sorry|oops|actually|please|pls|thanks|thank you|thx|perfect|good|lovely|no worries
        no problem|absolutely|and|then|just|say
    """,
    "es": r"si|vale|claro|bueno|hola|perdon|por favor|gracias|perfecto|de acuerdo|ah|eh|pues|no|mejor|perdona|perdone",
    "fr": r"""
        oui|d'accord|bien sur|ok|alors|bonjour|bonsoir|pardon|merci|parfait|ah|euh|non|desolee?|tres bien|volontiers
    """,
    "de": r"""
        ja|klar|gerne?|ok|okay|also|hallo|guten tag|danke|bitte|ah|ah|ahm|nein|sorry|entschuldigung
        naturlich|gut|perfekt
    """,
    "it": r"si|certo|va bene|ok|allora|ciao|salve|scusi|scusa|grazie|perfetto|ah|eh|no|prego|volentieri",
    "pt": r"sim|claro|certo|ok|ola|oi|desculpe|desculpa|obrigad[oa]|perfeito|ah|entao|nao|por favor|ta bom|tudo bem",
}
_SUFFIX = {
    "en": r"""
        (?:is|was) (?:my|the|our|his|her)(?: full| first| last| own)? (?:sur)?name | (?:is|are) the names?
        is what (?:they|people|everyone) calls? me | is how (?:it's|you) spell(?:ed)?(?: it)? | here | speaking
        is fine
        (?:will|would) do | please | pls | plz | thanks | thank you | thx | cheers | ta | again | then
        for (?:the|my|our) (?:booking|reservation|appointment|table) | on the booking | thats? it | that's me
        with (?:(?:a|an|one|two|the|double) )?[a-z](?:'?s)?(?: (?:not|and not|instead of) (?:(?:a|an) )?[a-z])?
        (?:spelled|spelt) .+
    """,
    "es": r"""
        (?:es|seria) mi nombre(?: completo)? | me llamo(?: yo)? | por favor | porfa(?:vor)? | gracias
        con (?:la )?[a-z]
    """,
    "fr": r"""
        (?:c'est|est) mon (?:nom|prenom) | je m'appelle | s'il (?:vous|te) plait | svp | stp | merci
        avec (?:un |une )?[a-z]
    """,
    "de": r"""
        (?:ist|lautet) (?:mein|der) name | hei(?:ss|ß)e ich | ist der name | mein name | bitte | danke
        mit (?:einem )?[a-z]
    """,
    "it": r"e'? il mio nome | mi chiamo | per favore | per piacere | grazie | con (?:la |una )?[a-z]",
    "pt": r"e o meu nome | e meu nome | por favor | obrigad[oa] | com [a-z] | me chamo",
}


def _choices(table: str) -> str:
    """A table's patterns, the longest first."""
    choices = [" ".join(one.split()) for one in re.split(r" \| |\n", table) if one.strip()]
    return alternatives("\n".join(sorted(choices, key=len, reverse=True)))


def _tables(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language, "en")))


@lru_cache(maxsize=16)
def _opening(language: str) -> re.Pattern[str]:
    leads, prefixes = ("|".join(_choices(table[one]) for one in _tables(language)) for table in (_LEAD, _PREFIX))
    return re.compile(
        rf"\s*(?:(?P<kin>(?:for|para|pour|fur|per|pra|its for|it's for)?\s*{_KINSHIP})(?:\s+|$)"
        rf"|(?P<prefix>{prefixes})(?:\s*[:,]\s*|\s+|(?<=['’])|$)|(?P<lead>{leads})(?![^\W_'’-])[\s!.,]*)"
    )


@lru_cache(maxsize=16)
def _closing(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{'|'.join(_choices(_SUFFIX[one]) for one in _tables(language))})[\s!.,]*$")


def _own_particle(frame: str) -> str:
    """A particle in capitals is the name's own: "a nome Di Stefano"."""
    last = frame.split()[-1] if frame.split() else ""
    return frame[frame.rindex(last) :] if last[:1].isupper() and fold(last) in PARTICLES else ""


class Framed(NamedTuple):
    """Where the name may stand in a stretch of text; ``is_introduced`` when words before or after it say so."""

    start: int
    end: int
    is_introduced: bool


def unframed(text: str, folded: str, start: int, end: int, language: str) -> Framed:
    """The stretch without what introduces, follows or merely accompanies a name; ``folded`` is the whole ``text``."""
    is_introduced = False
    for _ in range(_LAYERS):
        match = _opening(language).match(folded, start, end)
        if match is None or match.end() == start:
            break
        if match["lead"] and not folded[match.end() : end].strip():
            break
        is_introduced |= not match["lead"]
        start = match.end() - len(_own_particle(text[match.start() : match.end()]))
    for _ in range(_LAYERS):
        match = _closing(language).search(folded, start, end)
        if match is None:
            break
        is_introduced |= _NAMES_IT.search(match[0]) is not None
        end = match.start()
    return Framed(start, end, is_introduced)
