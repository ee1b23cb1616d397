"""A sheet of paper to write on: A4, in a font that has Latin, Greek and Cyrillic, with nothing of the system's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import font_source_sans_pro
from django.utils.translation import get_language
from fpdf import FPDF
from fpdf.enums import XPos, YPos

if TYPE_CHECKING:
    from datetime import datetime

FONT = "Source Sans Pro"
FILES = Path(font_source_sans_pro.__file__).parent / "files"
MARGIN = 20
BLACK, GREY = (0, 0, 0), (95, 95, 95)


class Paper(FPDF):
    """``foot`` stands at the foot of every page, before its number; without one there is neither."""

    foot = ""

    def footer(self) -> None:
        if not self.foot:
            return
        self.set_y(-14)
        self.set_font(FONT, "", 8)
        self.set_text_color(*GREY)
        self.cell(self.epw - 20, 5, self.foot)
        self.cell(20, 5, f"{self.page_no()} / {{nb}}", align="R")

    def say(self, text: str, *, size: int = 10, bold: bool = False, grey: bool = False) -> None:
        """A paragraph."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*(GREY if grey else BLACK))
        self.multi_cell(0, size * 0.5 + 1, self.writable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def writable(self, text: str) -> str:
        """What people type may have signs that the font has not: each is a question mark."""
        known = self.fonts[FONT.lower()].cmap  # type: ignore[union-attr]  # a TrueType font has one
        return "".join(sign if ord(sign) in known or sign == "\n" else "?" for sign in text)


def new_paper(title: str, *, made_at: datetime) -> Paper:
    """Its first page is begun."""
    paper = Paper(format="A4")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(True, MARGIN)
    paper.set_title(title)
    paper.set_lang(get_language() or "en")
    paper.set_creation_date(made_at)
    paper.add_font(FONT, "", FILES / "SourceSansPro-Regular.ttf")
    paper.add_font(FONT, "B", FILES / "SourceSansPro-Semibold.ttf")
    return paper
