"""A name nobody asked for, told by the words before it: "under Smith", "mein Name ist Anna Müller"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives
from agents.understanding.slots.names.otherwise import says_else
from agents.understanding.slots.names.parts import Name, begins_with_first_name, is_capital, read_name
from agents.understanding.slots.names.words import PARTICLES, TITLES
from agents.understanding.talk.phrasebook import sections, small_words
from agents.understanding.tokens import fold_letters
from languages import known

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading

_SURE = alternatives(r"""
    my name is|my name's|the name is|the name's|name's|name is|under the name(?: of)?|in the name of
    i am called|my names
    me llamo|mi nombre es|a nombre de|bajo el nombre(?: de)?|je m'appelle|mon nom est|au nom de|sous le nom de
    ich hei(?:ss|ß)e|mein name ist|auf den namen|mi chiamo|il mio nome e'?|a nome(?: di)?|meu nome e|chamo-me|me chamo
    em nome d[eoa]
""")
"""After these a name follows, however it is written."""
_LIKELY = alternatives(
    r"it's under|under|soy|je suis|ich bin|auf|sono|sou(?: o| a)?|this is|i'm|booked for|reserved for"
)
"""After these a name follows when it looks like one."""
_CUES = {
    "sure": re.compile(rf"\b{_SURE}\s+"),
    "likely": re.compile(rf"\b{_LIKELY}\s+"),
}
_FROM = re.compile(r"\bvon \w+\s+$")
"""Before "auf" it tells what is changed into what: "von Sommer auf Winter"."""
_CORRECTED = re.compile(
    r"\b(?:no|sorry|actually|nein|non|nao|perdon|pardon|scusi|desculpe|nope|oops|i meant)\b[\s,.!]*"
    r"(?:(?:it's|its|it is|that's|the name is|my name is|es ist|ist|c'est|es|e'|e|und zwar)\s+)?"
)
_SPELLED = re.compile(
    r"\s*,?\s*(?:with|con|avec|mit|com)\s+(?:(?:a|an|la|una|un|une|einem|double|two)\s+)?[\"'«]?[a-z][\"'»]?(?:'?s)?\b(?!['’])"
    r"|\s*,?\s*(?:spelled|spelt)\b"
)
_INTRODUCTION = re.compile(rf"(?:[\w']+\s+)?(?:{_SURE}|{_LIKELY})\s+(?P<name>.+)")


def introduced_name(reading: Reading, *, sure_only: bool = False) -> Name | None:
    """The first name that words introduce, or that corrects one: "no, it's Katherine with a K"."""
    for kind in ("sure",) if sure_only else ("sure", "likely"):
        for cue in reading.matches(_CUES[kind]):
            if _FROM.search(reading.folded, 0, cue.start()):
                continue
            name = read_name(reading.text, cue.end(), _end(reading, cue.end()), reading.language)
            cut = _known_end(name, small=kind == "sure") if name else None
            if cut and (kind == "sure" or not says_else(reading, cut)):
                return cut
    return _signing(reading) or _correcting(reading)


def _signing(reading: Reading) -> Name | None:
    """The name a letter ends with: "Mit freundlichen Grüßen, Gerda Wollenschläger"."""
    for cue in reading.matches(_signed(known(reading.language))):
        name = read_name(reading.text, cue.end(), len(reading.text), reading.language)
        if name and name.is_whole and _is_signature(name, reading.language) and not says_else(reading, name):
            return name
    return None


def _is_signature(name: Name, language: str) -> bool:
    """With a capital, or a first name that is no small word of the language: "viele Grüße an alle" greets."""
    is_small = name.words[0].key in small_words(language)
    return is_capital(name.words[0].text) or (begins_with_first_name(name) and not is_small)


@cache
def _signed(code: str) -> re.Pattern[str]:
    """The phrases that close a letter, with what stands before the name; letters that fold into two are as written."""
    phrases = (r"\s+".join(map(re.escape, phrase)) for phrase in sections(code)["signed"])
    return re.compile(rf"\b(?:{'|'.join(phrases).replace('ss', '(?:ss|ß)')})\b[\s,.!–—-]*")


def _end(reading: Reading, start: int) -> int:
    """Where the stretch ends that may hold the name: at a mark that is no part of one."""
    match = re.compile(r"[,;:!?\n()]|(?=\+?\d)|(?<!\b[^\W\d_])(?<!mr)(?<!dr)(?<!ms)(?<!st)(?<!mrs)\.(?=\s|$)").search(
        reading.folded, start
    )
    return match.start() if match else len(reading.text)


def _known_end(name: Name, *, small: bool) -> Name | None:
    """The name without small words after it: "me llamo Ana quiero" ends at Ana; "name's jo smith" is all small."""
    if not (small or is_capital(name.words[0].text) or begins_with_first_name(name)):
        return None
    kept = list(name.words)
    if name.is_capital or (small and name.is_whole):
        return name
    begins_capital = is_capital(kept[0].text)
    end = 1
    for place in range(1, len(kept)):
        if is_capital(kept[place].text) or (not begins_capital and name.is_whole):
            end = place + 1
        elif kept[place].key not in PARTICLES | TITLES:
            break
    return name._replace(end=kept[end - 1].end, words=tuple(kept[:end]), is_whole=end == len(kept))


def _correcting(reading: Reading) -> Name | None:
    """A lone first name after "no, it's", or one that is spelled out, puts another right."""
    for cue in reading.matches(_CORRECTED):
        name = read_name(reading.text, cue.end(), _end(reading, cue.end()), reading.language)
        if name is None or says_else(reading, name):
            continue
        is_spelled = _SPELLED.match(reading.folded, name.end) is not None
        if is_spelled or (is_capital(name.words[0].text) and begins_with_first_name(name)):
            return _known_end(name, small=True)
    return None


def is_introduction(text: str) -> bool:
    """Whether a message only says who is speaking: "Mein Name ist Anna Müller", "c'est au nom de Lefèvre"."""
    bare = text.strip(" .!,")
    match = _INTRODUCTION.fullmatch(fold_letters(bare))
    name = read_name(bare, match.start("name"), len(bare), "en") if match else None
    return name is not None and name.is_whole
