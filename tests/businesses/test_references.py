from __future__ import annotations

import pytest

from businesses.references import ALPHABET, new_reference, new_references, parse_reference


def test_reference_survives_the_ways_people_write_it() -> None:
    reference = new_reference()
    code = reference.replace("-", "")
    ways = (reference, code, code.lower(), f" {code[:3]} {code[3:]} ", ".".join(code), f"{code[:3]}\u2013{code[3:]}")
    assert [parse_reference(way) for way in ways] == [reference] * len(ways)


@pytest.mark.parametrize("text", ["", "K7F", "K7F-2QMM", "K7F-2Q!", "\u202eK7F2QM", "' OR 1=1", "K7F-2QO" * 100])
def test_reference_refuses_what_cannot_be_one(text: str) -> None:
    assert parse_reference(text) is None


def test_alphabet_has_no_look_alikes_and_no_vowels() -> None:
    assert not set(ALPHABET) & set("0O1ILAEUY5S8BZ")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_reference_reads_letters_that_stand_for_one_in_the_alphabet() -> None:
    assert parse_reference("K7F-ZQM") == "K7F-2QM"


def test_no_reference_is_digits_alone_which_are_a_phone_number_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("234679" + "K7F2QM")
    monkeypatch.setattr("businesses.references.secrets.choice", lambda _alphabet: next(drawn))
    assert new_reference() == "K7F-2QM"


def test_many_references_are_all_different_and_none_of_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("K7F2QM" * 3 + "K7F2QN" + "CCCCCC")
    monkeypatch.setattr("businesses.references.secrets.choice", lambda _alphabet: next(drawn))
    assert sorted(new_references(2, besides=["K7F-2QN"])) == ["CCC-CCC", "K7F-2QM"]
