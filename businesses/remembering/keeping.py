"""Beginning to remember, learning more, noting uses, and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from businesses.models import Booking, Consent, Order, Purpose, RememberedBy, RememberedFact, RememberedUse
from businesses.privacy.holdings import BOOKING
from businesses.remembering.errors import NotAsked
from businesses.remembering.learning import usual_of
from businesses.remembering.made import Made
from businesses.remembering.opening import notice_that_asks, opened_by
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from businesses.models import Customer
    from businesses.remembering.learning import Learned
    from businesses.remembering.made import Whose
    from tenants.actors import Actor

BEGUN = "customer.remembered"
FORGOTTEN = "customer.forgotten"
FACT_FORGOTTEN = "customer.fact_forgotten"


def remember(*, made: Sequence[Made], means: str, by: Actor, now: datetime) -> Consent:
    """Keep that the customer agreed, and what these bookings and orders, the newest last, tell; once for each of them.

    Raises ``NotAsked`` where the notice does not say that anything is remembered.
    """
    with transaction.atomic():
        customer = _customer_of(made[-1].reference)
        consent = opened_by([each.reference for each in made]).first()
        if consent is None:
            notice = notice_that_asks()
            if notice is None:
                raise NotAsked
            consent = Consent.objects.create(
                customer=customer,
                purpose=Purpose.REMEMBER,
                notice=notice,
                means=means,
                evidence=made[-1].reference,
                given_at=now,
            )
            done(BEGUN, about=f"customer:{customer.pk}", by=by, detail={"notice": notice.version, "means": means})
        learn(consent=consent, made=made, now=now)
    return consent


def learn(*, consent: Consent, made: Sequence[Made], now: datetime) -> None:
    """Have these open the collection too, and its facts be what all of them tell; in the caller's transaction.

    A fact that was deleted is learned again only from what came after.
    """
    for each in made:
        RememberedBy.objects.get_or_create(
            reference=each.reference, defaults={"consent": consent, "relation": each.relation, "noted_at": now}
        )
    rows = list(RememberedBy.objects.filter(consent=consent).order_by("noted_at", "pk"))
    said = {each.reference: each for each in made}
    known = {(fact.kind, fact.relation): fact for fact in consent.facts.select_for_update()}
    for told in usual_of(_as_made(rows, said)):
        place = (told.kind, told.relation)
        fact = known.get(place) or RememberedFact(consent=consent, kind=told.kind, relation=told.relation)
        if (found := told if fact.forgotten_at is None else _since(fact.forgotten_at, place, rows, said)) is None:
            continue
        if (fact.key, fact.words) != (found.key, found.words):
            fact.key, fact.words, fact.learned_from = found.key, found.words, found.learned_from
            fact.learned_at, fact.forgotten_at = now, None
            fact.save()


def _since(
    moment: datetime, place: tuple[str, str], rows: Iterable[RememberedBy], said: dict[str, Made]
) -> Learned | None:
    """What those that came after tell of it."""
    later = [row for row in rows if row.noted_at > moment]
    return next((each for each in usual_of(_as_made(later, said)) if (each.kind, each.relation) == place), None)


def _as_made(rows: Iterable[RememberedBy], said: dict[str, Made]) -> list[Made]:
    return [said.get(row.reference) or Made(row.reference, cast("Whose", row.relation)) for row in rows]


def note_use(*, facts: Iterable[RememberedFact], by: Actor, now: datetime) -> None:
    """Keep that the facts were looked at or used."""
    RememberedUse.objects.bulk_create(RememberedUse(fact=fact, by=str(by), at=now) for fact in facts)


def note_look(*, facts: Sequence[RememberedFact], by: Actor, now: datetime) -> None:
    """Keep that one of the staff has the facts before them: once a day for each."""
    today = RememberedUse.objects.filter(fact__in=facts, by=str(by), at__date=now.date()).values_list("fact", flat=True)
    seen = set(today)
    note_use(facts=[fact for fact in facts if fact.pk not in seen], by=by, now=now)


def forget_fact(*, fact: RememberedFact, by: Actor, now: datetime) -> None:
    """Delete one fact with its uses; done again it changes nothing."""
    with transaction.atomic():
        locked = RememberedFact.objects.select_for_update().filter(pk=fact.pk, forgotten_at=None).first()
        if locked is None:
            return
        locked.uses.all().delete()
        locked.key = locked.words = locked.learned_from = ""
        locked.forgotten_at = now
        locked.save()
        about = f"customer:{locked.consent.customer_id}"
        done(FACT_FORGOTTEN, about=about, by=by, detail={"kind": locked.kind, "of": locked.relation})


def forget(*, consents: Iterable[Consent], by: Actor, now: datetime) -> int:
    """Take the agreements back, and delete all that was remembered by them; how many there were.

    That somebody agreed, and until when, stays on record.
    """
    count = 0
    with transaction.atomic():
        keys = [consent.pk for consent in consents]
        for consent in Consent.objects.select_for_update().filter(pk__in=keys, withdrawn_at=None):
            facts = consent.facts.filter(forgotten_at=None).count()
            consent.facts.all().delete()
            consent.opened_by.all().delete()
            consent.withdrawn_at, consent.withdrawn_by = now, str(by)
            consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
            done(FORGOTTEN, about=f"customer:{consent.customer_id}", by=by, detail={"facts": facts})
            count += 1
    return count


def _customer_of(reference: str) -> Customer:
    """Whose it is; the row is held, so that two who agree at once by the same booking agree once."""
    kind, _colon, name = reference.partition(":")
    if kind == BOOKING:
        return Booking.objects.select_for_update(of=("self",)).select_related("customer").get(reference=name).customer
    return Order.objects.select_for_update(of=("self",)).select_related("customer").get(reference=name).customer
