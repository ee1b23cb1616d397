"""What can go wrong with the waiting list, in words for the person who waits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from businesses.errors import BookingBusy, BookingError


class WaitingError(BookingError):
    code = "waiting-list"
    title = _("That is not possible on the waiting list")


class NoWaitingList(WaitingError):
    code = "no-waiting-list"
    title = _("There is no waiting list here")


class NothingToWaitFor(WaitingError):
    """A day or time that cannot be booked whatever comes free: past, too far ahead, closed."""

    status = 422
    code = "nothing-to-wait-for"
    title = _("Nothing can come free then: we are closed, it is too soon, or too far ahead")

    def __init__(self) -> None:
        super().__init__(errors={"date": str(self.title)})


class WindowNotValid(WaitingError):
    status = 422
    code = "window-not-valid"
    title = _("The latest time is before the earliest")

    def __init__(self) -> None:
        super().__init__(errors={"latest": str(self.title)})


class StaffNotForService(WaitingError):
    status = 422
    code = "staff-not-for-service"
    title = _("This person does not do that")

    def __init__(self) -> None:
        super().__init__(errors={"staff": str(self.title)})


class AlreadyWaiting(WaitingError):
    code = "already-waiting"
    title = _("You are on the waiting list for that already")


class TooManyWaits(WaitingError):
    status = 429
    code = "too-many-waits"
    title = _("This contact waits for several times already. For more, please call us")


class WaitingNotFound(WaitingError):
    """No such place on the list, or no proof that it is yours: deliberately the same."""

    status = 404
    code = "waiting-not-found"
    title = _("We cannot find that place on the waiting list with those details")


class NotOnTheList(WaitingError):
    code = "not-on-the-list"
    title = _("This place on the waiting list is given up or used already")


class NothingOffered(WaitingError):
    code = "nothing-offered"
    title = _("This offer is over. While you are on the list, we tell you of the next place that comes free")


class OfferedAlready(WaitingError):
    code = "offered-already"
    title = _("They are being offered a time already")


class WaitingBusy(BookingBusy):
    code = "waiting-list-busy"
    title = _("Many people are booking at this moment. Nothing was changed; please try again")
