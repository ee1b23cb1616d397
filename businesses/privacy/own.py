"""What this app, and the rooms below it, keep of a business and of its customers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import Entry, Particulars
from audit.operations import erase_particulars
from businesses.models import (
    Booking,
    BookingChange,
    BookingPolicy,
    BookingSeries,
    CatalogueImport,
    Consent,
    Customer,
    HoursException,
    IdempotencyKey,
    ImportedRow,
    MenuSection,
    OrderChange,
    PartyDuration,
    PrivacyNotice,
    QrCode,
    QrScan,
    Resource,
    Service,
    SetupGuide,
    StaffMember,
    TimeOff,
    WeeklyHours,
)
from businesses.models.imports import UNFINISHED
from businesses.privacy.exporting import erase_exports, exports_with
from businesses.privacy.holdings import BOOKING, CUSTOMER, ORDER, WAITING, Store, Subject, Table, columns_of
from events.models import OutboxEvent
from events.operations import forget_words
from tenants.actors import SYSTEM
from tenants.context import current_schema
from tenants.models import Business, Membership

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def bookings_of(subject: Subject) -> tuple[str, ...]:
    """References: they name a booking everywhere, in events, mails and workflows."""
    found = Booking.objects.filter(customer__pk__in=subject.of(CUSTOMER)).order_by("pk")
    return tuple(found.values_list("reference", flat=True))


def customers(subject: Subject | None) -> QuerySet[Customer]:
    return Customer.objects.all() if subject is None else Customer.objects.filter(pk__in=subject.of(CUSTOMER))


def bookings(subject: Subject | None) -> QuerySet[Booking]:
    return Booking.objects.all() if subject is None else Booking.objects.filter(reference__in=subject.of(BOOKING))


def changes(subject: Subject | None) -> QuerySet[BookingChange]:
    """Also of bookings that once bore the person's name, and go by another one of the same contact now."""
    if subject is None:
        return BookingChange.objects.all()
    words = subject.words
    renamed = Q(detail__previous__name__in=words.names) & (
        Q(booking__customer__phone__in=words.phones) | Q(booking__customer__email__in=words.emails)
    )
    return BookingChange.objects.filter(Q(booking__reference__in=subject.of(BOOKING)) | renamed)


def consents(subject: Subject | None) -> QuerySet[Consent]:
    given = Consent.objects.all()
    return given if subject is None else given.filter(customer__pk__in=subject.of(CUSTOMER))


def repeats(subject: Subject | None) -> QuerySet[IdempotencyKey]:
    known = IdempotencyKey.objects.all()
    theirs = [*subject.of(BOOKING), *subject.of(ORDER), *subject.of(WAITING)] if subject else []
    return known if subject is None else known.filter(response__reference__in=theirs)


def particulars(subject: Subject | None) -> QuerySet[Particulars]:
    """What the audit keeps that is personal: of deeds done to what is theirs, or by them."""
    kept = Particulars.objects.filter(schema=current_schema())
    return kept if subject is None else kept.filter(entry__in=Entry.objects.concerning(aggregates(subject)))


def events(subject: Subject | None) -> QuerySet[OutboxEvent]:
    told = OutboxEvent.objects.filter(schema=current_schema())
    return told if subject is None else told.filter(aggregate__in=aggregates(subject))


def aggregates(subject: Subject) -> list[str]:
    return [f"{name}:{key}" for name, keys in subject.keys.items() for key in keys]


def everything(model: type[Model]) -> Any:
    """Rows of the business that are nobody's in particular, those in the trash too: bookings point at them."""
    return lambda _subject: model._base_manager.all()


def own_business(_subject: Subject | None) -> QuerySet[Business]:
    own: QuerySet[Business] = Business.objects.filter(schema_name=current_schema())
    return own


def members(_subject: Subject | None) -> QuerySet[Membership]:
    return Membership.objects.filter(business__schema_name=current_schema())


def services(_subject: Subject | None) -> QuerySet[Service]:
    return Service._base_manager.annotate(resource_ids=ArrayAgg("resources", filter=~Q(resources=None), default=[]))


def imports(_subject: Subject | None) -> QuerySet[CatalogueImport]:
    """Those that are over; of others the file is not given out, without which they come to nothing."""
    return CatalogueImport.objects.exclude(state__in=UNFINISHED)


def erase_customers(subject: Subject) -> int:
    """Their rows stay, as nobody's: what was booked is still counted, once for each who came."""
    rows = list(customers(subject).filter(erased_at=None).select_for_update())
    for row in rows:
        row.name = str(_("Erased customer %(number)d")) % {"number": row.pk}
        row.phone = row.email = row.notes = row.locale = ""
        row.same_as = None
        row.erased_at = timezone.now()
        row.save()
    return len(rows)


def erase_bookings(subject: Subject) -> int:
    """Time, party, service and outcome stay. The links that were mailed open nothing any more."""
    with_words = Q(note__gt="") | Q(address__gt="") | Q(manage_nonce__gt="") | Q(hold_fingerprint__gt="")
    return bookings(subject).filter(with_words).update(note="", address="", manage_nonce="", hold_fingerprint="")


def erase_changes(subject: Subject) -> int:
    return erase_timeline(changes(subject))


def erase_timeline(rows: QuerySet[BookingChange] | QuerySet[OrderChange]) -> int:
    """Take out of a timeline what somebody wrote, and who the customer was."""
    erased = 0
    for change in rows.select_for_update(of=("self",)).iterator():
        detail, name = _without_words(change.detail), _unless_theirs(change)
        if (detail, name) != (change.detail, change.actor_name):
            change.detail, change.actor_name = detail, name
            change.save(update_fields=["detail", "actor_name"])
            erased += 1
    return erased


SAID = frozenset({"reason", "note", "address", "name"})
"""What of a change somebody wrote."""


def _without_words(detail: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_words(value) if isinstance(value, dict) else value
        for key, value in detail.items()
        if key not in SAID
    }


def _unless_theirs(change: BookingChange | OrderChange) -> str:
    return "" if change.actor.startswith("customer:") else change.actor_name


def erase_consents(subject: Subject) -> int:
    return consents(subject).delete()[0]


def erase_repeats(subject: Subject) -> int:
    return repeats(subject).delete()[0]


def erase_audit(subject: Subject) -> int:
    return erase_particulars(concerning=aggregates(subject), by=SYSTEM)


def erase_events(subject: Subject) -> int:
    """Events say no words since they were told not to; those from before, and errors of subscribers, might."""
    return forget_words(aggregates=aggregates(subject))


def shop(name: str, model: type[Model], *without: str) -> Table:
    """A table of what the business is, which is nobody's data."""
    title = model._meta.verbose_name_plural or name
    return Table(
        name=name, title=title, rows=everything(model), columns=columns_of(model, *without), is_of_people=False
    )


BUSINESS = (
    Table(
        name="business",
        title=_("business"),
        rows=own_business,
        columns=columns_of(Business, "id", "schema_name"),
        is_of_people=False,
    ),
    Table(
        name="members",
        title=_("team"),
        rows=members,
        columns=("user__email", "user__name", "role", "created_at"),
        is_of_people=False,
    ),
    shop("resources", Resource),
    Table(
        name="services",
        title=_("services"),
        rows=services,
        columns=(*columns_of(Service), "resource_ids"),
        is_of_people=False,
    ),
    shop("party_durations", PartyDuration),
    shop("staff", StaffMember, "user_id"),
    shop("time_off", TimeOff),
    shop("weekly_hours", WeeklyHours),
    shop("hours_exceptions", HoursException),
    shop("booking_policy", BookingPolicy),
    shop("booking_series", BookingSeries, "key", "fingerprint"),
    shop("menu_sections", MenuSection),
    shop("privacy_notices", PrivacyNotice),
    shop("setup_guide", SetupGuide),
    shop("qr_codes", QrCode),
    shop("qr_scans", QrScan),
    replace(shop("imports", CatalogueImport, "content", "digest"), rows=imports),
    shop("imported_rows", ImportedRow),
)

PEOPLE = (
    Table(
        name="customers",
        title=_("customers"),
        rows=customers,
        columns=columns_of(Customer),
        erase=erase_customers,
    ),
    Table(
        name="consents",
        title=_("consents"),
        rows=consents,
        columns=columns_of(Consent),
        erase=erase_consents,
    ),
    # The keys of a repeated hold and what opens the booking's page are nobody's to have.
    Table(
        name="bookings",
        title=_("bookings"),
        rows=bookings,
        columns=columns_of(Booking, "hold_key", "hold_fingerprint", "manage_nonce"),
        erase=erase_bookings,
    ),
    Table(
        name="booking_changes",
        title=_("changes of bookings"),
        rows=changes,
        columns=columns_of(BookingChange),
        erase=erase_changes,
    ),
    Table(
        name="repeated_requests",
        title=_("answers kept for repeated requests"),
        rows=repeats,
        columns=columns_of(IdempotencyKey, "fingerprint"),
        erase=erase_repeats,
    ),
    Table(
        name="admin_log",
        title=_("what was done, by whom and from where"),
        rows=particulars,
        columns=("entry_id", "entry__at", "entry__deed", "entry__about", "entry__actor_kind", "values"),
        erase=erase_audit,
    ),
    Table(
        name="events",
        title=_("events"),
        rows=events,
        columns=columns_of(OutboxEvent, "last_error", "claimed_until"),
        erase=erase_events,
    ),
)

STORES = (
    Store(
        name="exports",
        title=_("exports of data"),
        count=lambda person: len(exports_with(person)),
        erase=erase_exports,
    ),
)
