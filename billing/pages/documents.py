"""An invoice or credit note as PDF, in the language that is active. What it says is what was sent, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from fpdf.enums import XPos, YPos

from billing.models import Document
from billing.tax import Treatment
from businesses.wording.money import amount
from reports.formats.paper import FONT, Paper, new_paper

if TYPE_CHECKING:
    from decimal import Decimal

    from billing.models import Invoice

LINE = 6
WIDTHS = (96, 24, 26, 24)
"""Of the columns, in millimetres: text, quantity, price, amount."""


def pdf_of(invoice: Invoice) -> bytes:
    sheet = new_paper(invoice.number, made_at=invoice.issued_at)
    sheet.add_page()
    _head(sheet, invoice)
    _lines(sheet, invoice)
    _sums(sheet, invoice)
    _foot(sheet, invoice)
    return bytes(sheet.output())


def _party(told: dict[str, str]) -> str:
    vat = _("VAT id %(id)s") % {"id": told["vat_id"]} if told.get("vat_id") else ""
    return "\n".join(filter(None, (told["name"], told.get("address"), told.get("country"), vat)))


def _head(sheet: Paper, invoice: Invoice) -> None:
    sheet.say(_party(invoice.sold_by), grey=True)
    sheet.ln(10)
    sheet.say(_party(invoice.billed_to))
    sheet.ln(10)
    sheet.say(f"{invoice.get_document_display()} {invoice.number}", size=18, bold=True)
    told = [_("Date: %(day)s") % {"day": date_format(invoice.issued_at, "j F Y")}]
    if invoice.document == Document.INVOICE:
        told.append(_("To be paid by %(day)s") % {"day": date_format(invoice.due_on, "j F Y")})
    elif invoice.credits:
        told.append(_("Takes back of invoice %(number)s") % {"number": invoice.credits.number})
    sheet.say(" · ".join(told), grey=True)
    sheet.ln(6)


def _lines(sheet: Paper, invoice: Invoice) -> None:
    sheet.set_font(FONT, "", 10)
    sheet.set_text_color(0, 0, 0)
    headings = (_("What"), _("Quantity"), _("Price"), _("Amount"))
    with sheet.table(
        col_widths=WIDTHS,
        text_align=("LEFT", "RIGHT", "RIGHT", "RIGHT"),
        borders_layout="HORIZONTAL_LINES",
        line_height=LINE,
    ) as table:
        row = table.row()
        for heading in headings:
            row.cell(heading)
        for line in invoice.lines.all():
            row = table.row()
            row.cell(line.text)
            row.cell(number_format(line.quantity.normalize(), use_l10n=True))
            row.cell(_price(line.price, invoice.currency))
            row.cell(amount(line.amount, invoice.currency))
    sheet.ln(4)


def _price(price: Decimal, currency: str) -> str:
    """Of a unit, which may cost parts of a cent."""
    is_whole = price == price.quantize(type(price)("0.01"))
    return amount(price, currency) if is_whole else f"{number_format(price.normalize(), use_l10n=True)} {currency}"


def _sums(sheet: Paper, invoice: Invoice) -> None:
    percent = number_format(invoice.tax_percent.normalize(), use_l10n=True)
    sums = [
        (_("Net"), invoice.net, ""),
        (_("VAT %(percent)s %%") % {"percent": percent}, invoice.tax, ""),
        (_("Total"), invoice.total, "B"),
    ]
    for label, value, style in sums:
        sheet.set_font(FONT, style, 11 if style else 10)
        sheet.cell(WIDTHS[0] + WIDTHS[1] + WIDTHS[2], LINE, label, align="R")
        sheet.cell(WIDTHS[3], LINE, amount(value, invoice.currency), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(6)


def _foot(sheet: Paper, invoice: Invoice) -> None:
    told = [_("Each line is rounded to the cent; the tax is reckoned once, on their sum.")]
    if invoice.includes_tax:
        told.append(_("Prices have the tax in them."))
    if invoice.treatment == Treatment.REVERSED:
        told.append(_("Reverse charge: the tax is owed by the recipient (art. 196, directive 2006/112/EC)."))
    elif invoice.treatment == Treatment.OUTSIDE:
        told.append(_("Not subject to VAT in the European Union."))
    if invoice.document == Document.INVOICE and invoice.sold_by.get("bank"):
        told.append(
            _("By transfer: %(bank)s, reference %(number)s.")
            % {"bank": invoice.sold_by["bank"], "number": invoice.number}
        )
    sheet.say("\n".join(told), size=9, grey=True)
