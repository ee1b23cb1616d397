"""The languages served, and the words each is understood by: ``words/<code>.txt``, a file a language.

A file has parts (``== talk ==``), of which each room of the code takes its own, and parts have sections (``[yes]``).
Files are read when first asked for and kept. Nothing here knows what the words are for.
"""

from languages.errors import LanguageError
from languages.reading import NOTHING, choices, codes, known, lines, part, pattern, pieces, rows, said

__all__ = [
    "NOTHING",
    "LanguageError",
    "choices",
    "codes",
    "known",
    "lines",
    "part",
    "pattern",
    "pieces",
    "rows",
    "said",
]
