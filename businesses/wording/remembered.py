"""What is remembered, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.models import Relation, RememberedKind
from businesses.naming import called
from businesses.privacy.holdings import ORDER

if TYPE_CHECKING:
    from businesses.models import RememberedFact


def title(kind: str, relation: str = Relation.SELF) -> str:
    """Such as "Usual service" or "Usual service, of your child"."""
    of_what = {
        RememberedKind.SERVICE: _("Usual service"),
        RememberedKind.STAFF: _("Served by"),
        RememberedKind.PEOPLE: _("Usually"),
        RememberedKind.DISHES: _("Usual order"),
        RememberedKind.SEAT: _("Seat"),
        RememberedKind.VEHICLE: _("Vehicle"),
    }[RememberedKind(kind)]
    of_whom = {Relation.CHILD: _("of your child"), Relation.OTHER: _("of somebody else")}
    return f"{of_what} ({of_whom[Relation(relation)]})" if relation in of_whom else of_what


def words(kind: str, said: str) -> str:
    """A service in the reader's language, a number with what it counts; the rest as it was said."""
    if kind == RememberedKind.SERVICE:
        return called(said)
    if kind == RememberedKind.PEOPLE and said.isdecimal():
        return ngettext("%(count)d person", "%(count)d people", int(said)) % {"count": int(said)}
    return said


def source(reference: str) -> str:
    """Such as "booking K7F-2QM"."""
    kind, _colon, name = reference.partition(":")
    told = _("order %(reference)s") if kind == ORDER else _("booking %(reference)s")
    return told % {"reference": name}


def user(fact: RememberedFact) -> str:
    """Who used it last (``facts_of``)."""
    by: str = fact.used_by  # type: ignore[attr-defined]  # annotated by facts_of
    return _("the assistant") if by.startswith("agent:") else _("our staff")
