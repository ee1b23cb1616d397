"""Colours from one brand colour, readable whatever the owner picks.

Contrast and luminance after WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); 4.5 is its level AA for text.
"""

from __future__ import annotations

from dataclasses import dataclass

READABLE = 4.5
WHITE = (255, 255, 255)
BLACK = (0, 0, 0)  # not a softer ink: against any colour, white or pure black reaches 4.58
INK = (17, 17, 20)
NIGHT = (28, 28, 32)
STEPS = 40

RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """``brand`` fills and ``on_brand`` text; ``text`` and ``text_dark`` are the brand as text on light and dark."""

    brand: str
    on_brand: str
    text: str
    text_dark: str


def palette(brand: str) -> Palette:
    """The palette of a ``#rrggbb`` colour: each pair of fill and text has a contrast of at least 4.5."""
    rgb = parse(brand)
    on_brand = WHITE if contrast(rgb, WHITE) >= READABLE else BLACK
    return Palette(
        brand=written(rgb),
        on_brand=written(on_brand),
        text=written(towards(rgb, INK, against=WHITE)),
        text_dark=written(towards(rgb, WHITE, against=NIGHT)),
    )


def parse(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(rgb: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def luminance(rgb: RGB) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (linear(part / 255) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: RGB, other: RGB) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def towards(rgb: RGB, end: RGB, *, against: RGB) -> RGB:
    """The first colour on the way from ``rgb`` to ``end`` that can be read on ``against``, with a margin for tints."""
    for step in range(STEPS + 1):
        mixed = mix(rgb, end, step / STEPS)
        if contrast(mixed, against) >= READABLE * 1.15:
            return mixed
    return end


def mix(one: RGB, other: RGB, share: float) -> RGB:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
