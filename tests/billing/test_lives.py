"""Whatever happens to a subscription: the ledger balances, invoices are usage times price, nothing is billed twice."""

from __future__ import annotations

import pytest

from tests.billing.lives import live
from tests.payments.far_end import far_end

LIVES = 16
GROUPS = 2


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_life_adds_up(db: None, group: int) -> None:
    with far_end() as (books, address):
        for seed in range(group, LIVES, GROUPS):
            live(seed, books, address)
