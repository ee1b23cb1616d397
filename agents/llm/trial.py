"""A call to try what an owner has typed, before it is saved: each fault is told at the field that can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agents.llm import errors
from agents.llm.gateway import Completion
from agents.llm.network.addresses import check_address
from agents.llm.network.health import breakers
from agents.llm.providers import model_providers
from agents.llm.rungs import Ladder, own_ladder, own_price
from agents.llm.terms import Terms
from agents.llm.values import RUNGS, Message, Request

if TYPE_CHECKING:
    from agents.llm.models import ModelAccess
    from agents.llm.rungs import Rung

QUESTION = Request(purpose="trial", messages=(Message("user", "Answer with the one word: yes"),))
FIELDS: dict[type[errors.ModelError], str] = {
    errors.WrongKey: "key",
    errors.AddressRefused: "address",
    errors.Unreachable: "address",
    errors.Garbled: "address",
    errors.ProviderFailed: "address",
    errors.TooSlow: "address",
}
"""Where a fault is mended; a model's own field for all others."""


def try_access(access: ModelAccess) -> dict[str, str]:
    """What does not work, by the field where it was typed; empty where each model has answered.

    ``access`` need not be saved. Outside of any transaction: models are waited for.
    """
    provider = model_providers()[access.provider]
    address = access.address if provider.has_own_address else provider.address
    if not address:
        return {"address": _("This provider needs an address.")}
    if provider.needs_key and not access.key:
        return {"key": _("This provider needs a key.")}
    if not (access.small_model or access.strong_model):
        return {"small_model": _("Name one model at least.")}
    try:
        check_address(address)
    except errors.ModelError as error:
        return {"address" if provider.has_own_address else "provider": str(error.detail)}
    found = without_price(access)
    for rung in own_ladder(access):
        if (fault := fault_of(rung)) is not None:
            found.setdefault(*fault)
    return found


def without_price(access: ModelAccess) -> dict[str, str]:
    """The models whose price neither the list nor the owner tells, at the field where it can be said."""
    unknown = [name for name in RUNGS if getattr(access, f"{name}_model") and own_price(access, name) is None]
    return {f"{name}_price_asked": str(errors.PriceUnknown.title) for name in unknown}


def fault_of(rung: Rung) -> tuple[str, str] | None:
    """The field and what to tell there, or None where the model has answered."""
    breakers.forget(rung.place)
    try:
        Completion(QUESTION, Terms(Ladder(small=rung), ()), None, is_streamed=False).reply()
    except errors.ModelError as error:
        field = FIELDS.get(type(error), f"{rung.name}_model")
        is_asked_for = field != "address" or rung.provider.has_own_address
        return field if is_asked_for else "provider", str(error.detail)
    return None
