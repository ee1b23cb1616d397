"""A password is no name that is on the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.tenants.pages import browser

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.mark.parametrize("password", ["X-Seven-2026!", "xsevenxseven", "!!Marios!!2026", "canarymarios-1"])
def test_names_of_the_product_and_of_the_business_are_refused(in_marios: Business, password: str) -> None:
    with pytest.raises(ValidationError, match="easily guessed"):
        validate_password(password)


@pytest.mark.parametrize("password", ["correct-horse-battery", "marios has the best pizza", "on seven occasions"])
def test_a_sentence_may_name_them(in_marios: Business, password: str) -> None:
    validate_password(password)


def test_another_business_s_name_is_no_word_of_this_house(in_marios: Business, bella: Business) -> None:
    validate_password("bella-bella-26")


def test_the_form_says_so(db: None) -> None:
    said = {"name": "New", "slug": "new", "owner": "Ann", "email": "ann@example.com", "password": "x-seven-2026"}
    assert "easily guessed" in browser("localhost").post("/signup/", said).content.decode()
