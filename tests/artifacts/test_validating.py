"""What a model has worded stands only where every figure, date, name, mark and quotation was given."""

from __future__ import annotations

import pytest

from artifacts.validating import veto

GIVEN = """# Closed on Wednesday 25 March

We are closed on Wednesday 25 March (Annunciation). [1]

Tiramisù: €7.50. [1]

> Dogs are welcome on the terrace."""
GOOD = """# Closed on Wednesday 25 March

On Wednesday 25 March (Annunciation) our doors stay closed. [1] Afterwards, enjoy a Tiramisù for €7.50. [1]

> Dogs are welcome on the terrace."""


def judged(text: str, language: str = "en") -> str:
    return veto(text, given=GIVEN, quotes=(), names=("Luca", "Lasagna"), language=language)


def test_other_words_for_the_same_stand() -> None:
    assert judged(GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("€7.50", "€7.00", "a figure"),
        ("€7.50", "7.50", "leaves out"),
        ("25 March", "26 March", "a figure"),
        ("Wednesday", "Thursday", "Thursday"),
        ("March", "April", "April"),
        ("our doors", "Luca says our doors", "Luca"),
        ("enjoy", "Lasagna or", "Lasagna"),
        ("enjoy", "meet Giovanni and enjoy", "Giovanni"),
        ("enjoy", "enjoy two desserts and", "number"),
        ("enjoy", "write to x@y.it and enjoy", "address"),
        ("enjoy", "enjoy, without nuts,", "allergen"),
        ("[1] Afterwards", "[2] Afterwards", "figure"),
        ("(Annunciation) our doors stay closed. [1]", "(Annunciation) our doors stay closed.", ""),
        ("Dogs are welcome", "Dogs are not welcome", "quoted"),
    ],
)
def test_what_was_not_given_does_not(old: str, new: str, why: str) -> None:
    assert old in GOOD
    found = judged(GOOD.replace(old, new))
    assert why in found
    assert bool(found) is bool(why)
