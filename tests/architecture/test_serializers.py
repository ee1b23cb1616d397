"""What the API's schema calls text takes text alone, in every shape of a request and of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import get_resolver
from rest_framework import fields

from tenants.api import serializers
from tests.architecture.sources import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    Field = serializers.Field[Any, Any, Any, Any]
    Shape = serializers.Serializer[Any]

OF_TEXT = (
    fields.CharField,
    fields.ChoiceField,
    fields.DateField,
    fields.DateTimeField,
    fields.DecimalField,
    fields.TimeField,
    fields.UUIDField,
)
NO_TEXT = (7, 0.5, True, False, ["text"], {"text": "text"}, 10**35)


def shapes(base: type[Shape] = serializers.Serializer) -> Iterator[type[Shape]]:
    for shape in base.__subclasses__():
        if shape.__module__.partition(".")[0] in PACKAGES:
            yield shape
        yield from shapes(shape)


def inside(field: Field) -> Iterator[Field]:
    """The field, or what a list or a dictionary is made of."""
    child = getattr(field, "child", None)
    yield from inside(child) if child is not None else [field]


def texts() -> dict[str, Field]:
    """By shape and name, each field that is text in the schema."""
    for urls in ("config.urls", "config.urls_platform"):
        assert get_resolver(urls).url_patterns, "all views are loaded"
    return {
        f"{shape.__module__}.{shape.__qualname__}.{name}": field
        for shape in shapes()
        for name, outer in shape().fields.items()
        for field in inside(outer)
        if isinstance(field, OF_TEXT)
    }


def takes(field: Field, value: object) -> bool:
    field.read_only = False
    try:
        field.run_validation(value)
    except serializers.ValidationError:
        return False
    return True


def test_no_field_that_is_text_takes_anything_else() -> None:
    walked = texts()
    assert len(walked) > 300, "the walk sees them"
    taken = [f"{name} takes {value!r}" for name, field in walked.items() for value in NO_TEXT if takes(field, value)]
    assert taken == []


@pytest.mark.parametrize("value", ["7", "0.50"])
def test_text_that_reads_as_a_number_is_text(value: str) -> None:
    assert takes(serializers.CharField(), value)
    assert takes(serializers.DecimalField(max_digits=5, decimal_places=2), value)
