"""Which language a customer is surely speaking: what a reply may be given in.

``language.detect`` makes the best of every message. Here a message counts only when it leaves little doubt: a dish, a
name or a "ciao" does not make an English guest Italian.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding import language
from agents.understanding.phrases import wordset
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# The small words without which hardly a sentence is made; those of two languages count for both.
SMALL_WORDS = {
    "en": wordset("""a an the i i'd i'm we you your my me is are do does can could would like want have has what when
        where which how for to at on of with and or not no yes please tomorrow today tonight there it this"""),
    "es": wordset("""el la los las un una yo quiero quisiera queria me gustaria necesito tengo teneis tienen tiene hay
        de del para por con en a y o no si que cual cuando donde como cuanto mi mis su usted favor manana hoy esta
        puedo podria somos estan abren"""),
    "fr": wordset("""le la les l un une des du de je j'ai j'aimerais voudrais veux nous vous avez est c'est es on a au
        aux pour avec et ou ne pas non oui que quel quelle quels quelles quand comment combien mon ma mes votre vos
        s'il plait demain ce soir peut puis qu'est-ce sont"""),
    "de": wordset("""der die das den dem ein eine einen einem einer ich mir mich wir sie ihr ist sind habe haben hat
        kann konnen mochte mochten wurde hatte gern gerne fur um am im in an mit und oder nicht kein keine nein ja
        bitte wann wo was wie welche wieviel mein meine meinen heute morgen uhr gibt zum zur es auf von bei"""),
    "it": wordset("""il lo la i gli le un uno una vorrei voglio vorremmo posso potrei ho avete abbiamo e' c'e sono siete
        di del della dei per con in a al alle allo alla e o non no si che quale quando dove come quanto mio mia
        domani oggi stasera favore mi ci"""),
    "pt": wordset("""o a os as um uma eu queria quero gostaria preciso tenho tem voces ha e sao estao de do da dos das
        para por com em no na ao aos as e ou nao sim que qual quando onde como quanto meu minha amanha hoje favor
        posso podia me somos abrem"""),
}  # fmt: skip
# Said first and alone, they open the conversation in their language.
_OPENINGS = (
    ("es", re.compile(r"hola|buenas|buenos dias|buenas (?:tardes|noches)")),
    ("fr", re.compile(r"bonjour|bonsoir|salut")),
    ("de", re.compile(r"hallo|guten (?:tag|morgen|abend)|gruss gott|servus|moin|gruezi")),
    ("it", re.compile(r"ciao|salve|buongiorno|buon giorno|buonasera|buona sera")),
    ("pt", re.compile(r"ola|oi|bom dia|boa tarde|boa noite")),
    ("en", re.compile(r"hello|good (?:morning|afternoon|evening)")),
)
_NAMES = {
    "en": "english|ingles|anglais|englisch|inglese",
    "es": "spanish|espanol|castellano|espagnol|spanisch|spagnolo|espanhol",
    "fr": "french|frances|francais|franzosisch|francese",
    "de": "german|aleman|allemand|deutsch|tedesco|alemao",
    "it": "italian|italiano|italien|italienisch",
    "pt": "portuguese|portugues|portugais|portugiesisch|portoghese",
}
_ASKS = re.compile(
    r"\b(?:in|auf|en|em|speak(?:ing)?|hab\w+|parl\w+|sprech\w+|sprichst|fal\w+)\W+(?:\w+\W+)?"
    rf"(?P<name>{'|'.join(_NAMES.values())})\b"
)
_COURTESY = wordset("please bitte por favor s'il vous te plait per piacere thanks i'd prefer")
LONGEST_WISH = 8


def named(text: str) -> str | None:
    """The language a message asks for: "English, please", "¿hablan español?", "auf Deutsch bitte"."""
    folded = fold(text)
    words = re.findall(r"[^\W\d_]+", folded)
    if not 0 < len(words) <= LONGEST_WISH:
        return None
    asked = {match["name"] for match in _ASKS.finditer(folded)}
    rest = [word for word in words if word not in _COURTESY]
    names = asked or ({rest[0]} if len(rest) == 1 else set())
    return next((code for code, known in _NAMES.items() if names & set(known.split("|"))), None)


def surely(text: str, *, without: Iterable[str] = (), is_opening: bool = False) -> str | None:
    """The language of the message where it leaves little doubt, else None.

    ``without`` are words that say nothing of it, such as the names of dishes. The first message of a conversation is
    given the benefit of the doubt: nobody has been spoken with yet.
    """
    said = [word for word in text.split() if fold(word).strip(".,;:!?¿¡\"'()") not in set(without)]
    clean = " ".join(said)
    if is_opening and (greeted := _greeting(fold(text))):
        return greeted
    script, chances = language.chances(clean)
    if script:
        return script
    if not chances:
        return None
    code, chance = next(iter(chances.items()))
    return code if chance >= _needed(code, clean, is_opening=is_opening) else None


def _greeting(folded: str) -> str | None:
    words = re.sub(r"[^\w\s]", " ", folded).split()
    return next((code for code, said in _OPENINGS if said.fullmatch(" ".join(words))), None)


def _needed(code: str, text: str, *, is_opening: bool) -> float:
    """How likely a language must be to count; over 1 says never."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)]
    if code not in SMALL_WORDS:
        return 0.9 if len(words) >= 3 else 1.1
    small = sum(word in SMALL_WORDS[code] for word in words)
    if is_opening:
        return 0.7 if small else 0.85
    if len(words) < 2:
        return 1.1
    return {0: 1.1, 1: 0.85}.get(small, 0.75)
