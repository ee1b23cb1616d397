"""What can go wrong between here and a model, told so that an owner knows what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from agents.llm.values import Usage


class ModelError(AppError):
    """No answer came. ``outcome`` is what the ledger calls it.

    ``is_charged``: the provider may charge for it all the same; ``usage`` is what it counted, where it said so.
    ``cool_down``: seconds the provider asks to be left alone. ``permanent`` says that the same request to the same
    model fails again.
    """

    status = 503
    code = "model-error"
    outcome = "failed"
    title = _("The language model did not answer")
    permanent = False
    is_charged = False

    def __init__(
        self,
        detail: _StrOrPromise = "",
        *,
        usage: Usage | None = None,
        cool_down: float = 0.0,
        is_charged: bool | None = None,
    ) -> None:
        self.usage, self.cool_down = usage, cool_down
        self.is_charged = self.is_charged if is_charged is None else is_charged
        super().__init__(detail)


class NoModel(ModelError):
    code, outcome, permanent = "no-model", "none", True
    title = _("No language model is set up")


class WrongKey(ModelError):
    code, outcome, permanent = "model-wrong-key", "wrong_key", True
    title = _("The provider does not accept this key")


class UnknownModel(ModelError):
    code, outcome, permanent = "model-unknown", "unknown_model", True
    title = _("The provider does not know this model")


class PriceUnknown(ModelError):
    code, outcome, permanent = "model-price-unknown", "no_price", True
    title = _("What this model costs is not known: say its price, so that the budget can hold")


class AddressRefused(ModelError):
    """The address leads where an owner's address may not: this machine, or a private network."""

    code, outcome, permanent = "model-address-refused", "refused_address", True
    title = _("This address leads into a private network and is not called from here")


class Unreachable(ModelError):
    code, outcome = "model-unreachable", "unreachable"
    title = _("Nothing answers at this address")


class TooSlow(ModelError):
    code, outcome, is_charged = "model-too-slow", "timeout", True
    title = _("The language model took too long")


class RateLimited(ModelError):
    code, outcome = "model-rate-limited", "rate_limited"
    title = _("The provider takes no more requests at the moment")


class ProviderFailed(ModelError):
    code, outcome = "model-provider-failed", "provider_failed"
    title = _("The provider had an error of its own")


class RequestRefused(ModelError):
    """The provider understood the request and will not have it: too long, a parameter it does not know, its rules."""

    code, outcome, permanent = "model-request-refused", "refused", True
    title = _("The provider refused this request")


class Garbled(ModelError):
    """An answer that is none: no JSON, no text, or more of it than any answer is long."""

    code, outcome, is_charged = "model-garbled", "garbled", True
    title = _("What came back from this address is not the answer of a language model")


class Cancelled(ModelError):
    """Nobody waits for the answer any more: the visitor has left, or a person has taken over."""

    code, outcome, permanent, is_charged = "model-cancelled", "cancelled", True, True
    title = _("The answer was no longer wanted")


class Overloaded(ModelError):
    """This process has as many calls under way as it may."""

    code, outcome = "model-overloaded", "overloaded"
    title = _("Too many questions are being asked at once")


class NotReady(ModelError):
    """This process has not called a model yet: what it needs for that is being read in."""

    code, outcome = "model-not-ready", "not_ready"
    title = _("Models can be asked in a few seconds")


class CoolingDown(ModelError):
    """The model has failed several times just now and is left alone for a while."""

    code, outcome = "model-cooling-down", "cooling_down"
    title = _("The language model is left alone for a moment, for it kept failing")


class BudgetSpent(ModelError):
    code, outcome, permanent = "model-budget-spent", "no_budget", True
    title = _("The budget for language models is used up")


class CalledInTransaction(RuntimeError):
    """A defect in the caller: a model is waited for while rows are locked."""
