"""Two businesses with the same file do not find each other's; `python -m tests.knowledge` asks as often as wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.knowledge.crossing import crossings, fill

if TYPE_CHECKING:
    from tenants.models import Business

SEARCHES = 200


def test_two_businesses_with_the_same_file_do_not_cross(marios: Business, bella: Business) -> None:
    businesses = (marios, bella)
    own = [fill(business) for business in businesses]
    found, strange = crossings(businesses, own, iter(range(SEARCHES)))
    assert found > SEARCHES
    assert strange == 0


def test_one_that_crossed_would_be_seen(marios: Business, bella: Business) -> None:
    businesses = (marios, bella)
    own = [fill(business) for business in businesses]
    assert crossings(businesses, own[::-1], iter(range(4)))[1] > 0
