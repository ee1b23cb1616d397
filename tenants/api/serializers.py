"""What every shape of the API is made of: REST framework's fields, but what is text in the schema takes text alone.

Theirs write a JSON number as text and read a decimal or a UUID from one: docs/openapi.yaml says ``string``, and a
number there is somebody's mistake, a key that was 007 or money that was a float. The linter refuses theirs elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers as theirs  # noqa: TID251 - the one place
from rest_framework.serializers import (  # noqa: TID251 - the one place
    BooleanField,
    ChoiceField,
    DateField,
    DateTimeField,
    DictField,
    Field,
    FileField,
    FloatField,
    IntegerField,
    ListField,
    Serializer,
    TimeField,
    ValidationError,
)

__all__ = [
    "BooleanField",
    "CharField",
    "ChoiceField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "DictField",
    "EmailField",
    "Field",
    "FileField",
    "FloatField",
    "IntegerField",
    "ListField",
    "RegexField",
    "Serializer",
    "TimeField",
    "URLField",
    "UUIDField",
    "ValidationError",
]


class CharField(theirs.CharField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class EmailField(CharField, theirs.EmailField):
    pass


class RegexField(CharField, theirs.RegexField):
    pass


class URLField(CharField, theirs.URLField):
    pass


class UUIDField(theirs.UUIDField):
    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str | UUID):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class DecimalField(theirs.DecimalField):
    default_error_messages = {"not_text": theirs.CharField.default_error_messages["invalid"]}

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str | Decimal):
            self.fail("not_text")
        return super().to_internal_value(data)
