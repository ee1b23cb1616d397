"""Passages: never across a heading, short enough to be read whole, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.blocks import Block, paragraphs
from knowledge.chunking import LONGEST, pieces_of


def test_passage_stands_under_its_headings_and_on_its_page() -> None:
    blocks = [
        Block("Wine", "heading", 1), Block("Red", "heading", 2), Block("Barolo 2016, from Piedmont.", page=2),
        Block("White", "heading", 2), Block("Gavi 2022.", page=3), Block("Closed", "heading", 1),
    ]  # fmt: skip

    assert [(piece.heading, piece.text, piece.page) for piece in pieces_of(blocks, "Cellar")] == [
        ("Cellar \u203a Wine \u203a Red", "Barolo 2016, from Piedmont.", 2),
        ("Cellar \u203a Wine \u203a White", "Gavi 2022.", 3),
        ("Cellar \u203a Closed", "Closed", None),
    ]


def test_short_paragraphs_share_a_passage_and_long_ones_are_cut_between_sentences() -> None:
    short = list(pieces_of(paragraphs("One.\n\nTwo.\n\nThree.")))
    long = list(pieces_of([Block("This is a sentence of a warranty. " * 60)]))

    assert [piece.text for piece in short] == ["One.\nTwo.\nThree."]
    assert len(long) > 1
    assert all(piece.text.endswith("warranty.") for piece in long)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=3_000), max_size=5))
def test_no_word_is_lost_and_no_passage_is_too_long(texts: list[str]) -> None:
    pieces = list(pieces_of([Block(text) for text in texts]))

    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join("".join(text.split()) for text in texts)
    assert all(len(piece.text) <= LONGEST for piece in pieces)
