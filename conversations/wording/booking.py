"""What is said about bookings.  Sentences that state a fact take the committed booking, never what was wished for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.naming import called
from businesses.wording import deposits, moments, money
from conversations.wording import facts

if TYPE_CHECKING:
    from decimal import Decimal

    from businesses.desk import BusinessFacts, ServiceFacts
    from conversations.repository.facts import BookingFacts, Offer, Person


def what(service: str, people: int, *, needs_party: bool, staff: str = "") -> str:
    """Such as "Table for 4", "Haircut" or "Haircut with Sara"."""
    service = called(service)
    if not needs_party:
        return _("%(service)s with %(staff)s") % {"service": service, "staff": staff} if staff else service
    return ngettext("%(service)s for %(n)d", "%(service)s for %(n)d", people) % {"service": service, "n": people}


def offered_moment(offer: Offer, business: BusinessFacts) -> str:
    return moments.moment(datetime.fromisoformat(offer["start"]), business.country)


def available(service: ServiceFacts, people: int, offer: Offer, business: BusinessFacts, member: str = "") -> str:
    told = {
        "what": what(service.name, people, needs_party=service.needs_party, staff=member),
        "when": offered_moment(offer, business),
    }
    return _("%(what)s on %(when)s is free.") % told


def read_back(
    service: ServiceFacts,
    people: int,
    offer: Offer,
    person: Person,
    business: BusinessFacts,
    *,
    note: str = "",
    address: str = "",
    member: str = "",
    deposit: str = "",
) -> str:
    """Everything that will be booked, with weekday, date, time and whose clock, before the customer says yes."""
    told = {
        "what": what(service.name, people, needs_party=service.needs_party, staff=member),
        "when": offered_moment(offer, business),
        "zone": moments.zone(business.zone),
        "name": person.name,
        "contact": person.phone or person.email,
    }
    sentence = _("So: %(what)s, %(when)s (%(zone)s), under the name %(name)s, reachable at %(contact)s.") % told
    noted = _("I'll note: “%(note)s”.") % {"note": note} if note else ""
    if service.is_visit:
        where = _("We come to %(address)s.") % {"address": address} if address else ask_address()
    else:
        where = ""
    return " ".join(filter(None, [sentence, where, noted, deposit, _("Shall I book it?")]))


def _told(booking: BookingFacts, business: BusinessFacts) -> dict[str, str]:
    return {
        "what": what(booking.service_name, booking.people, needs_party=booking.needs_party, staff=booking.staff),
        "when": moments.moment(booking.starts_at, business.country),
        "zone": moments.zone(business.zone),
        "name": booking.name,
        "reference": booking.reference,
    }


def confirmed(booking: BookingFacts, business: BusinessFacts) -> str:
    return _(
        "You're booked, %(name)s: %(what)s, %(when)s (%(zone)s). Your reference is %(reference)s. See you then!"
    ) % _told(booking, business)


def booked(booking: BookingFacts, business: BusinessFacts) -> str:
    """It is, or it is held for what has to be paid first."""
    return held(booking, business) if booking.status == "held" else confirmed(booking, business)


def held(booking: BookingFacts, business: BusinessFacts) -> str:
    """Not booked, and until when it may be; where it is paid is an address that tells nobody anything."""
    deposit = booking.deposit
    if deposit is None or deposit.until is None:
        return described(booking, business)
    told = _told(booking, business) | {
        "until": moments.clock(deposit.until, business.country),
        "amount": money.amount(deposit.amount, deposit.currency),
        "address": deposit.address,
    }
    return (
        _(
            "%(what)s, %(when)s (%(zone)s), is held for you until %(until)s, %(name)s. It is booked once the deposit of"
            " %(amount)s is paid: %(address)s Your reference is %(reference)s."
        )
        % told
    )


def already_confirmed(booking: BookingFacts, business: BusinessFacts) -> str:
    return _("That's already booked: %(what)s, %(when)s. The reference is still %(reference)s.") % _told(
        booking, business
    )


def described(booking: BookingFacts, business: BusinessFacts) -> str:
    """The state of a booking, for its owner."""
    if booking.deposit is not None and booking.deposit.until is not None:
        return held(booking, business)
    sentences = {
        "confirmed": _("Your booking %(reference)s is confirmed: %(what)s, %(when)s (%(zone)s), name %(name)s."),
        "held": _("Your booking %(reference)s is held but not confirmed yet: %(what)s, %(when)s."),
        "cancelled": _("Booking %(reference)s (%(what)s, %(when)s) is cancelled."),
        "expired": _("The hold %(reference)s ran out before it was confirmed, so it is not a booking."),
        "arrived": _("You are with us now: booking %(reference)s (%(what)s, %(when)s)."),
        "completed": _("Booking %(reference)s (%(what)s, %(when)s) is in the past."),
        "no_show": _("Booking %(reference)s (%(what)s, %(when)s) is in the past."),
    }
    return sentences[booking.status] % _told(booking, business)


def kept_with(booking: BookingFacts, price: Decimal | None, business: BusinessFacts) -> list[str]:
    """What else is kept with it, a sentence each."""
    told = {"phone": booking.phone, "email": booking.email, "note": booking.note, "address": booking.address}
    deposit = booking.deposit
    owed = [f"{deposits.stands(deposit.amount, deposit.currency, deposit.state)}."] if deposit else []
    return (
        owed
        + [
            sentence % told
            for value, sentence in (
                (booking.address, _("We come to %(address)s.")),
                (booking.note, _("Your note: “%(note)s”.")),
                (booking.phone, _("We reach you at %(phone)s.")),
                ("" if booking.phone else booking.email, _("We reach you at %(email)s.")),
            )
            if value
        ]
        + ([_("Price: %(price)s.") % {"price": facts.price(price, business)}] if price is not None else [])
    )


def late(booking: BookingFacts, business: BusinessFacts) -> str:
    return _("Thank you for telling us. I've let the team know you'll be late for %(what)s on %(when)s.") % _told(
        booking, business
    )


def ask_amend(
    booking: BookingFacts, business: BusinessFacts, *, note: str = "", address: str = "", name: str = ""
) -> str:
    told = {**_told(booking, business), "note": note, "address": address, "new_name": name}
    sentences = [
        sentence % told
        for value, sentence in (
            (note, _("I'll note with %(reference)s: “%(note)s”.")),
            (address, _("For %(reference)s we come to %(address)s.")),
            (name, _("I'll put %(reference)s under the name %(new_name)s.")),
        )
        if value
    ]
    return " ".join([*sentences, _("Shall I do that?")])


def amended(booking: BookingFacts, business: BusinessFacts) -> str:
    return " ".join(
        [_("Done, that is kept with %(reference)s.") % _told(booking, business), *kept_with(booking, None, business)]
    )


def noted_for_later() -> str:
    return _("Thank you, I've noted that and will pass it on with your booking.")


def ask_cancel(booking: BookingFacts, business: BusinessFacts) -> str:
    return _("That is %(what)s on %(when)s, reference %(reference)s. Shall I cancel it?") % _told(booking, business)


def cancelled(booking: BookingFacts, business: BusinessFacts) -> str:
    done = _("Done: %(what)s on %(when)s, reference %(reference)s, is cancelled.") % _told(booking, business)
    deposit = booking.deposit
    ended = deposits.ended(deposit.amount, deposit.currency, deposit.state) if deposit else ""
    return f"{done} {ended}".rstrip()


def kept(booking: BookingFacts, business: BusinessFacts) -> str:
    return _("Fine, I've changed nothing: %(what)s on %(when)s stays booked, reference %(reference)s.") % _told(
        booking, business
    )


def too_late_to_change(booking: BookingFacts, business: BusinessFacts) -> str:
    told = _told(booking, business) | {
        "until": moments.moment(booking.cancel_by, business.country),
        "phone": business.phone,
    }
    sentence = _("%(what)s on %(when)s could be changed here until %(until)s, and that has passed.") % told
    return f"{sentence} " + _("Please call %(phone)s.") % told if business.phone else sentence


def ask_move(booking: BookingFacts, offer: Offer, people: int, business: BusinessFacts, member: str = "") -> str:
    told = _told(booking, business) | {
        "new": offered_moment(offer, business),
        "new_what": what(booking.service_name, people, needs_party=booking.needs_party, staff=member),
    }
    return (
        _("I can move %(reference)s (%(what)s, %(when)s) to: %(new_what)s, %(new)s (%(zone)s). Shall I do that?") % told
    )


def moved(booking: BookingFacts, business: BusinessFacts) -> str:
    return _("Done, it's moved: %(what)s, now on %(when)s (%(zone)s). The reference is still %(reference)s.") % _told(
        booking, business
    )


def not_matched() -> str:
    """The same whether the booking does not exist or is somebody else's."""
    return _(
        "I can't match that reference and contact to a booking. Please check both; the reference is in your"
        " confirmation."
    )


def just_taken() -> str:
    return _("I'm sorry, someone else has just taken that time, so nothing is booked.")


def withdrawn() -> str:
    return _("I'm sorry, that time is no longer offered, so nothing is booked.")


def busy() -> str:
    return _("A lot of people are booking right now and nothing is booked yet. Shall I try again?")


def unchanged() -> str:
    return _("All right, I've changed nothing.")


def not_yet() -> str:
    return _("Nothing is booked yet.")


def not_a_reference(text: str) -> str:
    return _("“%(text)s” isn't one of our references. They look like K7F-2QM and are in your confirmation.") % {
        "text": text
    }


def without_reference() -> str:
    return _(
        "Without the reference I can't open a booking here: it keeps yours safe. Our staff can look it up for you."
    )


def not_by(staff: str, service: str) -> str:
    """The person asked for does not do what is asked for."""
    told = _("%(staff)s doesn't do that (%(service)s), so I looked at who does.")
    return told % {"staff": staff, "service": called(service)}


def ask_address() -> str:
    return _("Tell me the address we come to.")


def one_at_a_time(first: str, then: list[str]) -> str:
    return _("I book one thing at a time: first %(first)s, then %(then)s.") % {
        "first": called(first),
        "then": moments.joined([called(each) for each in then]),
    }


def one_each(people: int) -> str:
    return _("Each of the %(n)d needs a time of their own, so I book one after the other.") % {"n": people}


def dropped() -> str:
    return _("All right, I've dropped that. Nothing was booked.")
