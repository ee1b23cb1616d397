"""Which tax a bill has, and that it adds up to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.amounts import cents, discount_on, included_in, over, part_of
from billing.tax import Treatment, is_vat_id, plain_vat_id, taxed, treatment

AMOUNTS = st.decimals(Decimal("0.00"), Decimal("99999.99"), places=2)
PERCENTS = st.decimals(Decimal(0), Decimal(30), places=1)


@pytest.mark.parametrize(
    ("buyer", "vat_id", "expected"),
    [
        ("DE", "", Treatment.TAXED),
        ("DE", "DE811907980", Treatment.TAXED),
        ("FR", "FR40303265045", Treatment.REVERSED),
        ("FR", "", Treatment.TAXED),
        ("FR", "IT12345678901", Treatment.TAXED),
        ("GR", "EL094259216", Treatment.REVERSED),
        ("CH", "", Treatment.OUTSIDE),
        ("US", "", Treatment.OUTSIDE),
    ],
)
def test_who_owes_the_tax_follows_from_where_the_buyer_is(buyer: str, vat_id: str, expected: Treatment) -> None:
    assert treatment(seller="DE", buyer=buyer, vat_id=vat_id) == expected


def test_a_vat_id_is_read_as_people_write_it() -> None:
    assert plain_vat_id(" de 811.907-980 ") == "DE811907980"
    assert is_vat_id("DE811907980", "DE")
    assert not is_vat_id("DEABCDEFGHI", "DE")


@given(amount=AMOUNTS, percent=PERCENTS, includes_tax=st.booleans())
def test_net_and_tax_are_the_total_to_the_cent(amount: Decimal, percent: Decimal, includes_tax: bool) -> None:
    found = taxed(amount, percent=percent, includes_tax=includes_tax)
    assert found.net + found.tax == found.total
    assert (found.total if includes_tax else found.net) == amount
    assert abs(found.tax - found.net * percent / 100) <= Decimal("0.01")


@given(fee=AMOUNTS, whole=st.integers(2, 3_000_000), data=st.data())
def test_parts_of_a_fee_are_within_it_and_rounded_to_the_cent(fee: Decimal, whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    assert Decimal(0) <= part_of(fee, part, whole) <= fee
    assert abs(part_of(fee, part, whole) + part_of(fee, whole - part, whole) - fee) <= Decimal("0.01")


@given(fee=AMOUNTS, percent=st.decimals(0, 100, places=1), amount=AMOUNTS)
def test_no_coupon_takes_off_more_than_there_is(fee: Decimal, percent: Decimal, amount: Decimal) -> None:
    assert discount_on(fee, percent=percent, amount=None) <= fee
    assert discount_on(fee, percent=None, amount=amount) == min(fee, amount)


def test_half_a_cent_is_rounded_away_from_zero() -> None:
    assert [cents(Decimal(text)) for text in ("0.005", "-0.005", "0.0149")] == [
        *(Decimal("0.01"), Decimal("-0.01"), Decimal("0.01")),
    ]


def test_a_part_of_a_period_includes_its_part_rounded_up() -> None:
    assert included_in(Decimal(300), Decimal("0.5001")) == 151
    assert over(Decimal(200), included_in(Decimal(300), Decimal("0.5"))) == 50
    assert over(Decimal(200), None) == 0
