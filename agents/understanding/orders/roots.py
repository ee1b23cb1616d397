"""What is left of a word without endings of number and gender: "cipolle" and "cipolla", "Zwiebeln" and "Zwiebel"."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = (
    (re.compile(r"(?<=[ao])ezinhos$"), "ozinho"),  # pãezinhos
    (re.compile(r"(?<=[a-z]{3})eres$"), "er"),  # hambúrgueres
    (re.compile(r"(?<=tomat|potat)oes$"), "o"),
    (re.compile(r"(?:oes|aes|aos|ao)$"), "an"),  # limões, pães, mãos beside limão
    (re.compile(r"(?<=[a-z]{2})eis$"), "el"),  # pastéis
    (re.compile(r"(?<=[a-z]{2})ais$"), "al"),
    (re.compile(r"(?<=[ae]u)x$"), ""),  # gâteaux
    (re.compile(r"(?<=[cg])h(?=[ei]$)"), ""),  # funghi, acciughe
    (re.compile(r"(?<=[lrz])n$"), ""),  # Zwiebeln, Brezn
    (re.compile(r"(?:e[nr]?s?)$"), ""),  # Pilze, Tomaten
    (re.compile(r"s$"), ""),
    (re.compile(r"[aeio]$"), ""),
    (re.compile(r"i$"), ""),  # hojaldri-o beside hojaldri
)
_SHORTEST = 4


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """The root of a folded word; of three letters only the plural goes: "tés"."""
    if not word.isalpha():
        return word
    if len(word) < _SHORTEST:
        return word[:2] if word.endswith("s") else word
    for pattern, kept in _ENDINGS:
        shorter = pattern.sub(kept, word)
        word = shorter if len(shorter) >= 3 else word
    return word
