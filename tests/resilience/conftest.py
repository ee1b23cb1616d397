from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.product import RunningProduct, product_in

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProduct]:
    """The whole product with its demo businesses, behind a proxy that names each customer's address."""
    with product_in(tmp_path_factory.mktemp("product"), NUM_PROXIES="1") as running:
        yield running
