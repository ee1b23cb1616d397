"""Learns the languages' letters: ``python -m training.language`` writes ``weights/language.npz``.

Reads the sentences written for this project and, for what other languages look like, the translations that Django's own
packages carry (BSD-3-Clause). A fifth of the lines is kept aside to print what is right on unseen ones.
"""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path

import django
import numpy as np

from agents.understanding.features import hashed
from agents.understanding.intents.builtin_sentences import languages, sentences
from agents.understanding.intents.head import fit
from agents.understanding.language import BUCKETS, PATH
from agents.understanding.sentences import expand, read_parts
from languages import codes

LINES = Path(__file__).with_suffix(".txt")
OTHERS = ("nl", "pl", "tr", "sv", "da", "no", "fi", "cs", "ro", "hu", "ca", "id", "vi")
"""Languages told apart from those served, so that a message in one is not taken for Spanish."""
CODES = tuple(dict.fromkeys((*codes(), *OTHERS)))
LOCALES = {"no": ("nb",), "pt": ("pt", "pt_BR")}
PER_CODE = 1200
MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
MARKUP = re.compile(r"%\([^)]*\)[sdi]|%[sd%]|\{[^}]*\}|<[^>]*>|\\.|&\w+;|https?://\S+")
RIDGE = 3e-6
ROUNDS = 60


def own(code: str) -> list[str]:
    written = [text for line in read_parts(LINES).get(code, []) for text in expand(line)][:600]
    taught = [text for found in sentences(code).values() for text in found] if code in languages() else []
    return written + taught


def translations(code: str) -> list[str]:
    if code == "en":
        return []
    found: dict[str, None] = {}
    for locale in LOCALES.get(code, (code,)):
        for path in sorted(Path(django.__file__).parent.rglob(f"locale/{locale}/LC_MESSAGES/django*.po")):
            for match in MESSAGE.finditer(path.read_text(encoding="utf-8")):
                text = MARKUP.sub(" ", "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match[1]))).strip().lower()
                if len(text) > 6:
                    found[text[:120]] = None
    return list(found)[:PER_CODE]


def parts_of(text: str) -> list[str]:
    """The text and its halves: messages are shorter than sentences."""
    words = text.lower().split()
    if len(words) < 4:
        return [text.lower()]
    middle = len(words) // 2
    return [text.lower(), " ".join(words[:middle]), " ".join(words[middle:])]


def main() -> None:
    texts, targets = [], []
    for number, code in enumerate(CODES):
        found = [
            part
            for text in own(code) * (3 if code not in languages() else 1) + translations(code)
            for part in parts_of(text)
        ]
        texts += found
        targets += [number] * len(found)
    labels = np.array(targets)
    vectors = hashed(texts, BUCKETS, letters=(2, 3, 4))
    aside = np.array([zlib.crc32(text.encode()) % 5 == 0 for text in texts])
    weights = fit(vectors[~aside], labels[~aside], len(CODES), ridge=RIDGE, rounds=ROUNDS)
    guesses = (vectors[aside] @ weights[:-1] + weights[-1]).argmax(axis=1)
    for number, code in enumerate(CODES):
        chosen = labels[aside] == number
        sys.stdout.write(f"{code} {chosen.sum():5} right {np.mean(guesses[chosen] == number):.3f}\n")
    weights = fit(vectors, labels, len(CODES), ridge=RIDGE, rounds=ROUNDS)
    np.savez_compressed(PATH, codes=np.array(CODES), weights=weights.astype(np.float16), scale=np.float32(1.0))


if __name__ == "__main__":
    main()
