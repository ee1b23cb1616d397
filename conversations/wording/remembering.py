"""What is said about remembering a customer.  Facts are those of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.naming import called
from businesses.wording.remembered import title, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.repository.facts import RememberedFacts


def asked(facts: Sequence[RememberedFacts]) -> str:
    """The question that is put once: what exactly would be kept, and where it can be taken back."""
    question = _("Shall I remember this for next time? %(facts)s.") % {"facts": listed(facts)}
    then = _("You can see and delete it at any time on the page of your booking or order, or here in a sentence.")
    return f"{question} {then}"


def listed(facts: Sequence[RememberedFacts]) -> str:
    """Such as "Usual service: Haircut; Served by: Luca"."""
    return "; ".join(f"{title(each.kind, each.relation)}: {words(each.kind, each.words)}" for each in facts)


def agreed(facts: Sequence[RememberedFacts]) -> str:
    told = _("I'll remember it: %(facts)s.") % {"facts": listed(facts)}
    how = _("Next time give me your reference and the phone or e-mail it was made with, and I know you.")
    return f"{told} {how}"


def not_kept() -> str:
    return _("All right, I keep nothing of it.")


def known(facts: Sequence[RememberedFacts]) -> str:
    told = _("This is what I remember of you: %(facts)s.") % {"facts": listed(facts)}
    how = _("Say “forget what you know about me”, and it is deleted.")
    return f"{told} {how}"


def nothing_known() -> str:
    """Also to who may be remembered under a booking they have not proved theirs."""
    sentence = _("I know nothing of you here beyond this conversation.")
    return f"{sentence} {by_reference()}"


def by_reference() -> str:
    return _("If you agreed to be remembered, give me the reference of that booking or order with its phone or e-mail.")


def forgotten() -> str:
    """What is forgotten, and what is not: bookings stay."""
    sentence = _("It is deleted: I remember nothing of what you usually choose any more.")
    then = _("Your bookings stay as they are.")
    return f"{sentence} {then}"


def as_usual(usual: str) -> str:
    return _("As usual: %(usual)s.") % {"usual": usual}


def offered(usual: str) -> str:
    return _("Shall it be the usual again: %(usual)s?") % {"usual": usual}


def a_booking(service: str, people: int, staff: str, *, needs_party: bool) -> str:
    """Such as "a haircut with Luca": the service by its name."""
    told = [called(service)]
    if staff:
        told.append(_("with %(name)s") % {"name": staff})
    if needs_party and people:
        told.append(ngettext("for %(count)d person", "for %(count)d people", people) % {"count": people})
    return " ".join(told)


def quick_no() -> str:
    return _("No, thank you")
