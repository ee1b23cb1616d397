from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payments.platform import PLATFORM
from payments.ports import Account
from payments.stripe.adapter import Stripe
from tests.payments.far_end import KEY, SECRET, far_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.payments.far_end import Books


@pytest.fixture
def far(settings: pytest.FixtureRequest) -> Iterator[tuple[Books, Stripe]]:
    """Stripe's books, and the product's way to them."""
    with far_end() as (books, address):
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET  # type: ignore[attr-defined]
        settings.STRIPE_API_URL = address  # type: ignore[attr-defined]
        yield books, Stripe(Account(PLATFORM, KEY, SECRET, address))
