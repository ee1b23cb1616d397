from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from businesses.contacts import CustomerDetails
from businesses.models import Customer
from businesses.operations.customers import known_or_new_customer

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("Anna Rossi", "anna@example.com"), ("ANNA ROSSI", "Anna@Example.com")),
        (("anna rossi", "ANNA@example.com"), ("Anna Rossi", "anna@example.com")),
        (("Åsa Öberg", "a@example.com"), ("åsa öberg", "a@example.com")),
        (("Дмитрий", ""), ("дмитрий", "")),
        (("李伟", ""), ("李伟", "")),
    ],
)
def test_customer_is_known_again_whatever_the_case(
    restaurant: Business, first: tuple[str, str], again: tuple[str, str]
) -> None:
    known = known_or_new_customer(CustomerDetails(first[0], email=first[1]))

    assert known_or_new_customer(CustomerDetails(again[0], email=again[1])) == known


@pytest.mark.parametrize("names", [("Weiß", "WEISS"), ("Straßer", "STRASSER"), ("ſara", "SARA")])
def test_names_the_index_tells_apart_are_two_customers(restaurant: Business, names: tuple[str, str]) -> None:
    first, second = (known_or_new_customer(CustomerDetails(name, email="a@example.com")) for name in names)

    assert first != second


def test_customer_is_found_by_the_index_that_keeps_them_apart(restaurant: Business) -> None:
    same = Customer.objects.same(name="Anna", phone="", email="")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "one_customer_per_name_and_contact" in same.explain()
