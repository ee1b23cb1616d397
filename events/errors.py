from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class EventError(AppError):
    status = 500
    code = "event-error"
    title = _("An event could not be handled")


class PublishedOutsideTransaction(EventError):
    """A defect in the caller: the event would not be atomic with its cause."""


class ServiceUnavailable(EventError):
    """Something a handler needs cannot be reached now.  The event waits for it: days, if it must."""

    status = 503
    code = "service-unavailable"
    title = _("A service that this needs does not answer")
    permanent = False


class DeliveryFailed(EventError):
    """One or more handlers of an event failed; ``failures`` are (subscriber's name, error) pairs."""

    code = "delivery-failed"
    title = _("An event could not be delivered")
    permanent = False

    def __init__(self, failures: list[tuple[str, Exception]]) -> None:
        self.failures = failures
        super().__init__("; ".join(f"{name}: {type(error).__name__}: {error}" for name, error in failures))

    @property
    def is_outage(self) -> bool:
        """Whether all that went wrong is that something was not there."""
        return all(isinstance(error, ServiceUnavailable) for _name, error in self.failures)

    @property
    def is_hopeless(self) -> bool:
        """Whether no failed handler would do better the next time."""
        return all(isinstance(error, AppError) and error.permanent for _name, error in self.failures)
