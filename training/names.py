"""Learns what a name looks like: ``python -m training.names`` writes its weights.

Names are drawn from the lists of forty countries that Faker carries (MIT); what is none are the first words, and some
later ones, of the sentences written for this project. No list enters the project. Prints figures of last names and of
lines left out.
"""

from __future__ import annotations

import importlib
import itertools
import random
import re
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.asked import asked
from agents.understanding.intents.head import fit, softmax, with_bias
from agents.understanding.sentences import expand, read_parts
from agents.understanding.slots.names.likeness import PATH, inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "sentences"
CRIES = FOLDER / "names" / "cries.txt"
SPOKEN_IN = {
    "de": "DE AT CH",
    "es": "ES MX CO AR CL",
    "fr": "FR CH",
    "it": "IT",
    "pt": "PT BR",
    "en": "GB US IN IE NZ NG KE PK TH",
    "tr": "TR",
    "pl": "PL",
    "nl": "NL",
    "ro": "RO",
    "hr": "HR",
    "cs": "CZ",
    "sv": "SE",
    "fi": "FI",
    "da": "DK",
    "no": "NO",
    "hu": "HU",
    "sk": "SK",
    "sl": "SI",
    "lt": "LT",
    "lv": "LV",
    "et": "EE",
    "vi": "VN",
    "id": "ID",
    "az": "AZ",
    "tw": "GH",
    "yo": "NG",
    "zu": "ZA",
}
COUNTRIES = [f"{language}_{country}" for language, countries in SPOKEN_IN.items() for country in countries.split()]
PER_COUNTRY, FRAGMENTS, PER_LINE = 600, 20_000, 3
TITLES = ("Dr.", "Frau", "Herr", "Mrs", "Señora", "Mme", "Sig.")
RIDGE, ROUNDS, FOLDS, SEED = 3e-5, 40, 5, 7
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MARK = re.compile(r"[,;:.!?\n¿¡]+")


def lists(country: str) -> tuple[list[str], list[str]]:
    """First and last names."""
    provider = importlib.import_module(f"faker.providers.person.{country}").Provider
    found: dict[str, set[str]] = {"first": set(), "last": set()}
    for attribute in dir(provider):
        kind = next((kind for kind in found if attribute.startswith(f"{kind}_name")), None)
        names = getattr(provider, attribute)
        if kind and isinstance(names, list | tuple | dict):
            found[kind] |= {name for name in names if isinstance(name, str)}
    return sorted(found["first"]), sorted(found["last"])


def names(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names as people give them, each with its last word, which learning and judging never share."""
    for country in COUNTRIES:
        firsts, lasts = lists(country)
        for _ in range(PER_COUNTRY):
            first, last = chance.choice(firsts), chance.choice(lasts)
            forms = (first, last, f"{first} {last}", f"{first} {chance.choice(firsts)} {last}")
            title = f"{chance.choice(TITLES)} {last}"
            (name,) = chance.choices((*forms, title), (25, 15, 45, 7, 8))
            yield name, f"{country} {name.split()[-1]}"


def cries() -> list[str]:
    """What people begin a sentence with before they say what they mean; each is a line of its own."""
    return [cry for lines in read_parts(CRIES).values() for line in lines for cry in expand(line)]


def fragments(chance: random.Random) -> Iterator[tuple[str, str]]:
    """One to three words of a sentence, its first ones mostly, with the line they are of."""
    written = [(sentence, sentence) for sentence, _intent, _language in asked()]
    for path in sorted(FOLDER.glob("*/*.txt")):
        for lines in read_parts(path).values():
            written += [(text, line) for line in lines for text in itertools.islice(expand(line), PER_LINE)]
    for text, line in written:
        for piece in _MARK.split(text):
            words = [word for word in piece.split() if _WORD.fullmatch(word)]
            if words:
                start = 0 if chance.random() < 0.7 else chance.randrange(len(words))
                yield " ".join(words[start : start + chance.choice((1, 1, 2, 2, 3))]), line


def main() -> None:
    chance = random.Random(SEED)
    real, other = list(names(chance)), [each for each in fragments(chance) if len(each[0]) > 1]
    other = [*chance.sample(other, FRAGMENTS), *((cry, cry) for cry in cries())]
    texts, keys = zip(*real, *other, strict=True)
    labels = np.array([1] * len(real) + [0] * len(other))
    vectors = inputs(texts)
    fold = np.array([zlib.crc32(key.encode()) % FOLDS for key in keys])
    told = np.zeros(len(texts))
    for number in range(FOLDS):
        weights = fit(vectors[fold != number], labels[fold != number], 2, ridge=RIDGE, rounds=ROUNDS)
        told[fold == number] = softmax(with_bias(vectors[fold == number]) @ weights)[:, 1]
    several = np.array([" " in text for text in texts])
    for what, chosen in (("one word", ~several), ("several", several)):
        kept = np.mean(told[chosen & (labels == 1)] >= 0.5)
        let_in = np.mean(told[chosen & (labels == 0)] >= 0.5)
        sys.stdout.write(f"{what}: names told {kept:.3f}, other words taken for one {let_in:.3f}\n")
    weights = fit(vectors, labels, 2, ridge=RIDGE, rounds=ROUNDS)
    np.savez_compressed(PATH, weights=weights.astype(np.float16))


if __name__ == "__main__":
    main()
