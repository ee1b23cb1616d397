from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conversations.widget.colours import NIGHT, WHITE, contrast, palette, parse

READABLE = 4.5


def test_contrast_of_black_and_white_is_the_largest() -> None:
    assert round(contrast((0, 0, 0), WHITE), 2) == 21.0


def test_palette_of_a_pale_brand_writes_dark_on_it() -> None:
    assert palette("#ffe680").on_brand == "#000000"


@given(st.integers(0, 0xFFFFFF))
def test_palette_is_readable_whatever_the_owner_picks(colour: int) -> None:
    chosen = palette(f"#{colour:06x}")
    assert contrast(parse(chosen.brand), parse(chosen.on_brand)) >= READABLE
    assert contrast(parse(chosen.text), WHITE) >= READABLE
    assert contrast(parse(chosen.text_dark), NIGHT) >= READABLE
