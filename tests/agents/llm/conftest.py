from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from agents.llm import budgets, terms
from agents.llm.network.health import breakers
from agents.llm.platform import PlatformModels
from tenants.context import enter
from tests.agents.llm.far_end import KEY, FarEnd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import Settings

    from tenants.models import Business

PRICES = {"small-one": (Decimal(1), Decimal(2)), "strong-one": (Decimal(100), Decimal(200))}


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> None:
    """Nothing remembered of other tests' models, budgets and failures."""
    terms.forget_terms()
    budgets.forget_meters()
    breakers._places.clear()


@pytest.fixture
def say_models(settings: Settings) -> Callable[..., None]:
    """Let the environment say other things of the platform's models."""

    def say(**said: object) -> None:
        settings.LANGUAGE_MODELS = replace(settings.LANGUAGE_MODELS, **said)
        terms.forget_terms()

    return say


@pytest.fixture
def models(far_end: FarEnd, settings: Settings) -> PlatformModels:
    """The platform has a small and a strong model, both at the far end."""
    said = PlatformModels(
        base_url=far_end.address,
        api_key=KEY,
        small_model="small-one",
        strong_model="strong-one",
        small_price=PRICES["small-one"],
        strong_price=PRICES["strong-one"],
        keys={},
        private_addresses=frozenset(),
        monthly_budget=Decimal(10),
    )
    settings.LANGUAGE_MODELS = said
    terms.forget_terms()
    return said


@pytest.fixture
def at_marios(live_marios: Business, models: PlatformModels) -> Iterator[Business]:
    """In the restaurant, outside any transaction, with models."""
    with enter(live_marios.schema_name):
        yield live_marios
