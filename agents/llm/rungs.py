"""Which models answer for the business entered: its owner's, else the platform's, else none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.conf import settings

from agents.llm.models import ModelAccess
from agents.llm.prices import Price, listed_price, told_price
from agents.llm.providers import COMPATIBLE, ModelProvider, model_providers
from agents.llm.values import RUNGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.llm.platform import PlatformModels
    from agents.llm.values import AnsweredBy, RungName

ASSUMED: dict[RungName, Price] = {
    "small": told_price(Decimal("0.50"), Decimal(2)),
    "strong": told_price(Decimal(5), Decimal(20)),
}
"""Dollars per million tokens, of models of the platform that no list holds and nobody has priced: rather too much."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A model that can be asked. ``is_own``: by the business's owner, whose address is not to be trusted."""

    name: RungName
    provider: ModelProvider
    model: str
    address: str
    key: str = field(repr=False)
    price: Price
    is_own: bool = False

    @property
    def place(self) -> str:
        """Tells apart what fails for itself: another key or address may work where this one does not."""
        seen = f"{self.address} {self.model} {self.key}".encode()
        return hashlib.blake2b(seen, digest_size=12).hexdigest()

    @property
    def called(self) -> str:
        """As LiteLLM names it."""
        return f"{self.provider.dialect}/{self.model}"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs above the local engine; either may be missing. ``answers_by``: an owner may say which words replies."""

    small: Rung | None = None
    strong: Rung | None = None
    answers_by: AnsweredBy = "needed"

    def __iter__(self) -> Iterator[Rung]:
        return (each for each in (self.small, self.strong) if each is not None)

    def __bool__(self) -> bool:
        return self.small is not None or self.strong is not None


def ladder_here() -> Ladder:
    """Read now, for the business entered."""
    access = ModelAccess.objects.filter(is_active=True).first()
    return own_ladder(access) if access is not None else platform_ladder()


def own_ladder(access: ModelAccess) -> Ladder:
    provider = model_providers()[access.provider]
    address = access.address if provider.has_own_address else provider.address
    found: dict[RungName, Rung] = {}
    for name in RUNGS:
        model = getattr(access, f"{name}_model")
        price = own_price(access, name)
        if model and price is not None:
            found[name] = Rung(name, provider, model, address.rstrip("/"), access.key, price, is_own=True)
    answers_by = cast("AnsweredBy", access.answers_by)
    return Ladder(found.get("small"), found.get("strong"), answers_by)


def own_price(access: ModelAccess, name: RungName) -> Price | None:
    """What the owner says the model costs, else what the list says."""
    asked: Decimal | None = getattr(access, f"{name}_price_asked")
    answered: Decimal | None = getattr(access, f"{name}_price_answered")
    if asked is not None and answered is not None:
        return told_price(asked, answered)
    return listed_price(model_providers()[access.provider], getattr(access, f"{name}_model"))


def platform_ladder() -> Ladder:
    """By ``LLM_BASE_URL``, else by the first provider whose key is set; a model may name another before a slash."""
    said: PlatformModels = settings.LANGUAGE_MODELS
    if said.base_url:
        return Ladder(_at_base_url(said, "small"), _at_base_url(said, "strong"))
    return Ladder(_by_key(said, "small"), _by_key(said, "strong"))


def _at_base_url(said: PlatformModels, name: RungName) -> Rung | None:
    provider, model = model_providers()[COMPATIBLE], getattr(said, f"{name}_model")
    if not model:
        return None
    return Rung(name, provider, model, said.base_url, said.api_key, _platform_price(said, provider, model, name))


def _by_key(said: PlatformModels, name: RungName) -> Rung | None:
    model = getattr(said, f"{name}_model")
    named, slash, rest = model.partition("/")
    if slash and named in said.keys:
        provider, model = model_providers()[named], rest
    elif said.keys:
        provider = model_providers()[next(iter(said.keys))]
        model = model or getattr(provider, name)
    else:
        return None
    if not model:
        return None
    price = _platform_price(said, provider, model, name)
    return Rung(name, provider, model, provider.address, said.keys[provider.key], price)


def _platform_price(said: PlatformModels, provider: ModelProvider, model: str, name: RungName) -> Price:
    if told := getattr(said, f"{name}_price"):
        return told_price(*told)
    return listed_price(provider, model) or ASSUMED[name]
