"""What a message says to something that was read back: only a yes to it is one."""

from __future__ import annotations

import pytest

from agents.understanding.talk.consent import consent


def heard(text: str, language: str = "en") -> tuple[str, bool, bool]:
    found = consent(text, (language, language))
    return found.kind, found.is_plain, found.is_conditional


PLAIN = {
    "en": (
        "yeah sounds good mate", "oh go on then", "cool, book me in", "perfect, that suits me", "y please",
        "Yes! Thank you!!", "okay sure, go ahead with that", "that's exactly what I want", "please do, thanks",
        "it's perfect", "👌👌", "👍🏽 thanks", "yes 😊", "yesss", "okk", "perfct", "i guess so", "why not", "not bad",
        "no worries, go ahead", "can you book it?", "sure, i can't see why not",
        "sick yeah do it",
    ),
    "de": (
        "ja, bitte reservieren", "jo passt", "ja das stimmt so", "von mir aus gerne", "mach das bitte so",
        "einverstanden, vielen Dank", "klingt super", "geht klar", "ja unbedingt", "jaaa", "warum nicht",
        "geil ja bitte",
    ),
    "fr": (
        "oui, très bien merci", "bien sûr que oui", "oui c'est parfait pour nous", "ok pour moi", "oui tout est bon",
        "volontiers, merci beaucoup", "pas de souci", "ça marche", "d'accord allez-y", "pourquoi pas",
    ),
    "es": (
        "sí, está todo bien", "claro, adelante", "dale, gracias", "pues sí", "vale, me parece perfecto", "sí señor",
        "así está bien", "por supuesto", "siii", "no hay problema", "confirmado, gracias",
    ),
    "it": (
        "sì, certo che sì", "sì va bene per me", "perfetto, procediamo", "ok va benissimo grazie", "certamente",
        "direi di sì", "nessun problema", "d'accordo", "sì, confermo la prenotazione", "perché no",
    ),
    "pt": (
        "isso mesmo", "sim, pode marcar", "tudo certo, obrigado", "pode sim", "claro que sim", "tá ótimo", "bora",
        "combinado, obrigada", "sim, é isso", "com certeza, pode confirmar",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in PLAIN.items() for text in texts])
def test_agreement_and_courtesies_are_a_plain_yes(language: str, text: str) -> None:
    assert heard(text, language) == ("yes", True, False)


@pytest.mark.parametrize(("language", "text"), [(code, texts[0]) for code, texts in PLAIN.items()])
def test_agreement_counts_in_a_conversation_of_another_language(language: str, text: str) -> None:
    assert heard(text, "en" if language != "en" else "de") == ("yes", True, False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "yes but can we do 7 instead"),
        ("en", "ok, only if there's a window seat"),
        ("en", "sure unless it rains"),
        ("en", "fine but is it with tom?"),
        ("de", "ja aber bitte mit Anna"),
        ("de", "ja, wenn es vor 9 ist"),
        ("fr", "oui mais pas avec lui"),
        ("fr", "oui sauf si c'est payant"),
        ("es", "sí pero más tarde"),
        ("es", "sí, si es con María"),
        ("it", "sì però alle nove"),
        ("it", "va bene se posso pagare con carta"),
        ("pt", "sim mas às 9"),
        ("pt", "pode ser se for antes do meio dia"),
    ],
)
def test_condition_makes_agreement_hang_on_it(language: str, text: str) -> None:
    assert heard(text, language) == ("yes", False, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "right, is there a deposit?"),
        ("en", "great, do you have high chairs?"),
        ("en", "perfect can you also tell me the address"),
        ("en", "yes for 5 people"),
        ("de", "ok, und wo kann ich parken?"),
        ("fr", "d'accord, c'est combien ?"),
        ("es", "vale, ¿cuánto cuesta?"),
        ("it", "certo, quanto costa?"),
        ("pt", "sim, quanto custa?"),
    ],
)
def test_question_or_detail_leaves_a_yes_that_is_not_plain(language: str, text: str) -> None:
    assert heard(text, language) == ("yes", False, False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "ok hang on"),
        ("en", "i need to check my calendar first"),
        ("en", "I'm not sure"),
        ("en", "wait, ok is there a fee?"),
        ("de", "ja moment"),
        ("de", "ich muss kurz im Kalender schauen"),
        ("fr", "attendez je regarde"),
        ("fr", "je vais demander à ma femme"),
        ("es", "tengo que preguntarle a mi jefe"),
        ("es", "un ratito"),
        ("it", "mi faccia controllare"),
        ("it", "devo pensarci"),
        ("pt", "deixe-me ver"),
        ("pt", "preciso falar com a minha esposa"),
    ],
)
def test_holding_on_is_no_yes(language: str, text: str) -> None:
    assert heard(text, language)[0] == "wait"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "hmm no"),
        ("en", "yeah no"),
        ("en", "no that's fine thanks"),
        ("en", "actually no, leave it as it was"),
        ("en", "no, make it 5"),
        ("de", "ne, passt mir nicht"),
        ("de", "doch lieber nicht"),
        ("fr", "non ça ne me va pas"),
        ("fr", "ne l'annulez pas"),
        ("es", "no, para nada"),
        ("es", "mejor no"),
        ("it", "no, lasci perdere"),
        ("it", "non la cancelli"),
        ("pt", "não, deixa assim"),
        ("pt", "agora não"),
    ],
)
def test_turning_down_is_a_no(language: str, text: str) -> None:
    assert heard(text, language)[0] == "no"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is it confirmed?"),
        ("en", "ok?"),
        ("en", "how do i confirm"),
        ("en", "My name is John Right"),
        ("en", "eight"),
        ("en", "right now is bad"),
        ("en", "great place"),
        ("en", "thanks"),
        ("de", "was kostet ein Haarschnitt"),
        ("fr", "est-ce confirmé ?"),
        ("es", "¿está confirmada?"),
        ("es", "si puedo cambiarla luego"),
        ("it", "è confermata?"),
        ("pt", "no sábado às 8"),
        ("en", ""),
        ("en", "?" * 5000),
        ("en", "\ud800"),
    ],
)
def test_anything_else_leaves_it_open(language: str, text: str) -> None:
    assert heard(text, language)[0] == "open"


@pytest.mark.parametrize(
    ("language", "text", "kind", "deed"),
    [
        ("en", "yes cancel it please", "yes", "cancel"),
        ("es", "sí, anúlela", "yes", "cancel"),
        ("de", "ja stornieren bitte", "yes", "cancel"),
        ("it", "sì disdica pure", "yes", "cancel"),
        ("pt", "sim, pode cancelar", "yes", "cancel"),
        ("fr", "oui, annulez-la", "yes", "cancel"),
        ("en", "cancel it please", "open", "cancel"),
        ("en", "yes move it", "yes", "move"),
        ("en", "book it", "yes", "book"),
        ("en", "yes", "yes", None),
    ],
)
def test_deed_that_is_named_is_told(language: str, text: str, kind: str, deed: str | None) -> None:
    found = consent(text, (language,))
    assert (found.kind, found.deed, found.is_plain) == (kind, deed, True)


DENIED = {
    "en": (
        "don't do it", "do not confirm", "don't go ahead", "not ok", "please don't confirm", "not confirmed",
        "never confirm it", "i can't confirm that",
    ),
    "de": ("nicht bestätigen", "nicht einverstanden", "machen Sie das nicht", "bestätigen Sie nicht"),
    "fr": ("ne confirmez pas", "n'y allez pas", "je ne confirme pas", "ne le faites pas", "pas d'accord"),
    "es": ("no lo confirme", "no está bien", "no confirmo", "no lo haga", "no proceda"),
    "it": ("non confermi", "non lo faccia", "non confermare", "non procedere", "no, non confermi"),
    "pt": ("não confirme", "não avance", "não faça", "não concordo", "não confirmo"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in DENIED.items() for text in texts])
def test_agreement_turned_down_is_a_no(language: str, text: str) -> None:
    assert heard(text, language)[0] == "no"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no, go ahead"), ("en", "no worries, do it"), ("de", "nein, passt alles, bitte buchen"),
        ("fr", "non c'est bon, confirmez"), ("es", "no, así está bien, confirme"), ("it", "ma certo, confermi pure"),
        ("pt", "não, está tudo certo, confirme"),
    ],
)  # fmt: skip
def test_no_before_an_agreement_of_its_own_takes_nothing_back(language: str, text: str) -> None:
    assert heard(text, language)[0] == "yes"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "actually no, it's ok. Bye!"), ("en", "not at this time"), ("en", "that won't work for me"),
        ("de", "nein, ist ok"), ("de", "nein, passt schon"), ("fr", "non, c'est bon merci"), ("fr", "non, ça va"),
        ("es", "no, está bien así, gracias"), ("it", "no, va bene così"), ("it", "no, va bene, grazie"),
        ("pt", "não, tudo bem, obrigado"),
    ],
)  # fmt: skip
def test_contentment_after_a_no_takes_it_not_back(language: str, text: str) -> None:
    assert heard(text, language)[0] == "no"
