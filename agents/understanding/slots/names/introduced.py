"""A name nobody asked for, told by the words before it: "under Smith", "mein Name ist Anna Müller"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.names.otherwise import says_else
from agents.understanding.slots.names.parts import Name, begins_with_first_name, is_capital, read_name
from agents.understanding.slots.names.words import PART, PARTICLES, titles
from agents.understanding.talk.phrasebook import sections, small_words
from agents.understanding.tokens import fold_letters
from languages import choices, codes, known

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading


@dataclass(frozen=True, slots=True)
class _Cues:
    """What a name is introduced by in some languages."""

    sure: re.Pattern[str]
    """A name follows, however it is written."""
    likely: re.Pattern[str]
    """A name follows when it looks like one."""
    changes: re.Pattern[str]
    """Before those it tells what is changed into what: "von Sommer auf Winter"."""
    corrects: re.Pattern[str]
    spelled: re.Pattern[str]
    introduction: re.Pattern[str]


@cache
def _cues(*spoken: str) -> _Cues:
    """Those that leave no doubt are heard in every language: a name beside them tells little of which it is."""

    def said(section: str) -> str:
        return choices(PART, section, *codes())

    sure, likely = said("introduces"), choices(PART, "introduces_perhaps", *spoken)
    letter = r"[\"'«]?[a-z][\"'»]?(?:'?s)?\b(?!['’])"
    return _Cues(
        sure=re.compile(rf"\b{sure}\s+"),
        likely=re.compile(rf"\b{likely}\s+"),
        changes=re.compile(rf"\b{said('changes_from')}\s+$"),
        corrects=re.compile(rf"\b{said('corrects')}\b[\s,.!]*(?:{said('it_is')}\s+)?"),
        spelled=re.compile(rf"\s*,?\s*{said('with_letter')}\s+{letter}|\s*,?\s*{said('spelled')}\b"),
        introduction=re.compile(rf"(?:[\w']+\s+)?(?:{sure}|{likely})\s+(?P<name>.+)"),
    )


def introduced_name(reading: Reading, *, sure_only: bool = False) -> Name | None:
    """The first name that words introduce, or that corrects one: "no, it's Katherine with a K"."""
    cues = _cues(known(reading.language))
    for kind, introduces in (("sure", cues.sure),) if sure_only else (("sure", cues.sure), ("likely", cues.likely)):
        for cue in reading.matches(introduces):
            if cues.changes.search(reading.folded, 0, cue.start()):
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
        elif kept[place].key not in PARTICLES | titles():
            break
    return name._replace(end=kept[end - 1].end, words=tuple(kept[:end]), is_whole=end == len(kept))


def _correcting(reading: Reading) -> Name | None:
    """A lone first name after "no, it's", or one that is spelled out, puts another right."""
    cues = _cues(known(reading.language))
    for cue in reading.matches(cues.corrects):
        name = read_name(reading.text, cue.end(), _end(reading, cue.end()), reading.language)
        if name is None or says_else(reading, name):
            continue
        is_spelled = cues.spelled.match(reading.folded, name.end) is not None
        if is_spelled or (is_capital(name.words[0].text) and begins_with_first_name(name)):
            return _known_end(name, small=True)
    return None


def is_introduction(text: str) -> bool:
    """Whether a message only says who is speaking: "Mein Name ist Anna Müller", "c'est au nom de Lefèvre"."""
    bare = text.strip(" .!,")
    match = _cues(*codes()).introduction.fullmatch(fold_letters(bare))
    name = read_name(bare, match.start("name"), len(bare), "en") if match else None
    return name is not None and name.is_whole
