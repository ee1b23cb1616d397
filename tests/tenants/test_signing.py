from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tenants.context import enter
from tenants.errors import TokenExpired, TokenForged
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from tenants.models import Business

HOUR = timedelta(hours=1)


def test_a_token_gives_back_what_was_signed(in_marios: Business) -> None:
    assert unsign("slot", sign("slot", {"n": 1}, lifetime=HOUR)) == {"n": 1}


def test_a_token_of_one_business_is_forged_in_another(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        token = sign("slot", {"n": 1}, lifetime=HOUR)
    with enter(bella.schema_name), pytest.raises(TokenForged):
        unsign("slot", token)


def test_a_token_serves_one_purpose(in_marios: Business) -> None:
    with pytest.raises(TokenForged):
        unsign("manage", sign("slot", {"n": 1}, lifetime=HOUR))


def test_a_token_ends(in_marios: Business) -> None:
    with pytest.raises(TokenExpired):
        unsign("slot", sign("slot", {"n": 1}, lifetime=timedelta(seconds=-2)))


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "🙂", "x" * 10_000])
def test_nonsense_is_no_token(in_marios: Business, token: str) -> None:
    with pytest.raises(TokenForged):
        unsign("slot", token)
