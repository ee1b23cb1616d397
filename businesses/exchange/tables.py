"""What of the catalogue goes into files: the tables, in the order in which each needs only those before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from businesses.exchange.columns import Column, link, links, names, of_field, party_durations, several, weekday
from businesses.exchange.remedies import (
    ADDS,
    ALLERGENS,
    CODE,
    COUNT,
    DATE,
    DATED_PRICES,
    DEPOSIT,
    MINUTES,
    NAME,
    PERCENT,
    PRICE,
    SERVED,
    SEVERAL,
    SPOT,
    TEXT,
    TIME,
    WHOLE,
    YES_NO,
)
from businesses.exchange.rules import (
    Rule,
    closes_or_is_closed,
    deposits_come_to_an_account,
    known_allergens_are_dated,
    last_is_no_earlier_than_first,
    most_is_no_less_than_least,
    takes_its_party_and_stands_somewhere,
)
from businesses.models import (
    Allergen,
    HoursException,
    MenuItem,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    Resource,
    Service,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
from businesses.models.hours import Weekday
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """``key`` are the columns that say which row it is; a row's own ``code`` comes before them, where it has one.

    A file that names a value of ``replaces`` (a day) says all there is of it: other rows of that value are removed.
    ``finish`` sets on a row what follows from its columns: the fields ``finished``.
    """

    name: str
    title: _StrOrPromise
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rule: Rule | None = None
    replaces: tuple[str, ...] = ()
    finish: Callable[[Any], None] | None = None
    finished: tuple[str, ...] = ()
    to_see: Permission = Permission.CATALOGUE_VIEW
    to_change: Permission = Permission.CATALOGUE_CHANGE

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def needed(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.is_needed)


def named(model: type[Model]) -> Column:
    return of_field(model, "name", NAME, is_needed=True)


def position(model: type[Model]) -> Column:
    return of_field(model, "position", WHOLE)


RESOURCES = Table(
    name="resources",
    title=_("tables, people, rooms"),
    model=Resource,
    key=("name",),
    rule=takes_its_party_and_stands_somewhere,
    columns=(
        of_field(Resource, "code", CODE),
        named(Resource),
        of_field(Resource, "kind", _("One of table, staff, room, bay, equipment."), is_needed=True),
        of_field(Resource, "capacity", WHOLE),
        of_field(Resource, "min_party", WHOLE),
        of_field(Resource, "area", TEXT),
        of_field(Resource, "plan_column", SPOT),
        of_field(Resource, "plan_row", SPOT),
        of_field(Resource, "is_active", YES_NO),
        position(Resource),
    ),
)
SERVICES = Table(
    name="services",
    title=_("services"),
    model=Service,
    key=("name",),
    rule=deposits_come_to_an_account,
    columns=(
        of_field(Service, "code", CODE),
        named(Service),
        of_field(Service, "description", TEXT),
        of_field(Service, "duration_minutes", MINUTES, is_needed=True),
        of_field(Service, "buffer_minutes", WHOLE),
        of_field(Service, "price", PRICE),
        names(Service, "dated_prices", DATED_PRICES),
        of_field(Service, "deposit", DEPOSIT),
        of_field(Service, "deposit_is_per_person", YES_NO),
        links("resources", "resources", SEVERAL),
        party_durations(),
        of_field(Service, "needs_party", YES_NO),
        of_field(Service, "is_visit", YES_NO),
        of_field(Service, "is_active", YES_NO),
        names(Service, "aliases", SEVERAL),
        position(Service),
    ),
)
STAFF = Table(
    name="staff",
    title=_("staff"),
    model=StaffMember,
    key=("name",),
    columns=(
        of_field(StaffMember, "code", CODE),
        named(StaffMember),
        of_field(StaffMember, "title", TEXT),
        link("resource", "resources", _("The name of the person among the resources, or nothing.")),
        names(StaffMember, "aliases", SEVERAL),
        of_field(StaffMember, "is_active", YES_NO),
    ),
)
SECTIONS = Table(
    name="sections",
    title=_("menu sections"),
    model=MenuSection,
    key=("name",),
    columns=(named(MenuSection), position(MenuSection)),
)
GROUPS = Table(
    name="groups",
    title=_("modifier groups"),
    model=ModifierGroup,
    key=("name",),
    rule=most_is_no_less_than_least,
    columns=(
        named(ModifierGroup),
        of_field(ModifierGroup, "least", WHOLE, in_json="min"),
        of_field(ModifierGroup, "most", _("A whole number; leave it empty for any number."), in_json="max"),
        position(ModifierGroup),
    ),
)
OPTIONS = Table(
    name="options",
    title=_("options"),
    model=ModifierOption,
    key=("group", "name"),
    columns=(
        link("group", "groups", _("The name of a modifier group, here or in the file."), is_needed=True),
        named(ModifierOption),
        of_field(ModifierOption, "price", ADDS),
        several(ModifierOption, "allergens", Allergen.choices, ALLERGENS),
        names(ModifierOption, "aliases", SEVERAL),
        of_field(ModifierOption, "is_default", YES_NO),
        of_field(ModifierOption, "is_available", YES_NO),
        position(ModifierOption),
    ),
)
ITEMS = Table(
    name="items",
    title=_("menu items"),
    model=MenuItem,
    key=("section", "name"),
    rule=known_allergens_are_dated,
    columns=(
        of_field(MenuItem, "code", CODE),
        link(
            "section", "sections", _("The name of a menu section; one that is not there yet is made."), is_needed=True
        ),
        named(MenuItem),
        of_field(MenuItem, "description", TEXT),
        of_field(MenuItem, "price", PRICE),
        names(MenuItem, "dated_prices", DATED_PRICES),
        names(MenuItem, "served", SERVED),
        of_field(MenuItem, "tax_rate", PERCENT),
        of_field(MenuItem, "stock", COUNT),
        of_field(MenuItem, "is_available", YES_NO),
        of_field(MenuItem, "is_vegetarian", YES_NO),
        of_field(MenuItem, "is_vegan", YES_NO),
        several(MenuItem, "allergens", Allergen.choices, ALLERGENS),
        of_field(MenuItem, "allergens_recorded_on", DATE),
        links("groups", "groups", _("Names of modifier groups, here or in the file, with semicolons between them.")),
        names(MenuItem, "aliases", SEVERAL),
        position(MenuItem),
    ),
)


def closed_without_hours(row: HoursException) -> None:
    row.is_closed = row.opens is None


HOURS = Table(
    name="hours",
    title=_("weekly hours"),
    model=WeeklyHours,
    key=("valid_from", "weekday", "opens"),
    replaces=("valid_from", "weekday"),
    to_see=Permission.HOURS_VIEW,
    to_change=Permission.HOURS_CHANGE,
    columns=(
        weekday(Weekday),
        of_field(WeeklyHours, "opens", TIME, is_needed=True),
        of_field(WeeklyHours, "closes", TIME, is_needed=True),
        of_field(WeeklyHours, "valid_from", _("The first day of these hours, such as 2027-06-01; empty for today's.")),
    ),
)
EXCEPTIONS = Table(
    name="exceptions",
    title=_("exceptions to the hours"),
    model=HoursException,
    key=("date", "opens"),
    replaces=("date",),
    rule=closes_or_is_closed,
    finish=closed_without_hours,
    finished=("is_closed",),
    to_see=Permission.HOURS_VIEW,
    to_change=Permission.HOURS_CHANGE,
    columns=(
        of_field(HoursException, "date", DATE, is_needed=True),
        of_field(HoursException, "opens", TIME),
        of_field(HoursException, "closes", TIME),
        of_field(HoursException, "note", TEXT),
    ),
)

TIME_OFF = Table(
    name="time_off",
    title=_("time off"),
    model=TimeOff,
    key=("member", "first", "starts"),
    rule=last_is_no_earlier_than_first,
    to_see=Permission.CATALOGUE_VIEW,
    to_change=Permission.CATALOGUE_CHANGE,
    columns=(
        link("member", "staff", _("The name of a member of staff, here or in the file."), is_needed=True),
        of_field(TimeOff, "first", DATE, is_needed=True),
        of_field(TimeOff, "last", DATE, is_needed=True),
        of_field(TimeOff, "starts", TIME),
        of_field(TimeOff, "ends", TIME),
        of_field(TimeOff, "note", TEXT),
    ),
)

TABLES = (RESOURCES, SERVICES, STAFF, SECTIONS, GROUPS, OPTIONS, ITEMS, HOURS, EXCEPTIONS, TIME_OFF)
TABLE = {table.name: table for table in TABLES}
MADE_WHERE_NAMED = frozenset({SECTIONS.name})
"""Tables whose rows are made when another row names one that is not there."""
