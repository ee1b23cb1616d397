"""JSON as the API takes it: of a bounded depth, and only text that can be stored."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from tenants.plain import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 32
"""Levels of lists and objects inside each other: the API's own go four deep."""


class PlainJSONParser(JSONParser):
    """JSON of a bounded depth whose texts and keys can be stored."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            data = json.loads(stream.read().decode(encoding), parse_constant=refuse_constant)
            are_plain = all(is_plain(text) for text in texts_in(data))
        except (ValueError, LookupError, RecursionError):
            raise ParseError(_("This is not JSON that can be read here.")) from None
        if not are_plain:
            raise ParseError(_("There are characters in this that cannot be stored."))
        return data


def refuse_constant(name: str) -> Any:
    raise ValueError(name)


def texts_in(data: Any) -> Iterator[str]:
    """Every text and key. Raises ``ValueError`` for what is nested deeper than ``DEEPEST``."""
    level, depth = [data], 0
    while level:
        if (depth := depth + 1) > DEEPEST + 1:
            raise ValueError("nested too deep")
        yield from (each for each in level if isinstance(each, str))
        yield from (key for each in level if isinstance(each, dict) for key in each)
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
