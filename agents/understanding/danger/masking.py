"""Dates, times and numbers taken out: they move no danger."""

from __future__ import annotations

import re

_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"lunes|martes|miercoles|miércoles|jueves|viernes|sabado|sábado|domingo",
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
    r"lunedi|lunedì|martedi|martedì|mercoledi|mercoledì|giovedi|giovedì|venerdi|venerdì|sabato|domenica",
    r"segunda|terça|terca|quarta|quinta|sexta|feira",
)
_MONTHS = (
    r"january|february|march|april|june|july|august|september|october|november|december",
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    r"janvier|fevrier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|decembre",
    r"januar|februar|märz|juni|juli|oktober|dezember",
    r"gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre",
    r"janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro",
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
A_YEAR = "20xx"
EMERGENCY_NUMBERS = r"(?:112|911|999|118|192|061)"
_MASKED = re.compile(
    rf"(?<!\w)(?!{EMERGENCY_NUMBERS}\b(?![:.,/-]\d))(?!20xx)\d[\d:.,/h-]*(?:\s?(?:am|pm|uhr|st|nd|rd|th|h))?\b"
    rf"|\b(?:{'|'.join(_DAYS)})s?\b|\b(?:{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text without digits, weekdays and months.

    Emergency numbers stay, and that a year is named: what happened in one is no danger now.
    """
    return " ".join(_MASKED.sub(" ", YEAR.sub(A_YEAR, text)).split())
