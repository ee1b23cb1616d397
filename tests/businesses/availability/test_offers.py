"""Properties that every offer has, whatever the hours, the zone, the resources and what is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from businesses.availability.diary import Diary, Terms, Unit, Wish
from businesses.availability.intervals import Interval, merged
from businesses.availability.offers import bookable_window, free_units, is_within_opening, offers
from businesses.availability.openings import HoursBook, openings_touching
from businesses.availability.refusals import day_refusal, party_refusal, time_refusal

ZONES = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Asia/Kathmandu", "UTC")
# Around both changes of the zones above, and ordinary days.
DAYS = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 4), date(2026, 10, 25), date(2026, 7, 1))

clock = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
spans = st.lists(st.tuples(clock, clock), max_size=3).map(tuple)
units = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 3)), min_size=1, max_size=5).map(
    lambda sizes: tuple(
        sorted(
            (Unit(n, f"T{n}", capacity, min(smallest, capacity)) for n, (capacity, smallest) in enumerate(sizes)),
            key=lambda unit: (unit.capacity, unit.id),
        )
    )
)
quarters = st.integers(1, 16).map(lambda count: timedelta(minutes=15 * count))


@st.composite
def diaries(draw: st.DrawFn) -> tuple[Diary, date]:
    day, zone = draw(st.sampled_from(DAYS)), ZoneInfo(draw(st.sampled_from(ZONES)))
    book = HoursBook({weekday: draw(spans) for weekday in range(1, 8)})
    resources = draw(units)
    noon = datetime.combine(day, time(12), UTC)
    stays = st.builds(
        lambda start, length: Interval(
            noon + timedelta(minutes=5 * start), noon + timedelta(minutes=5 * start) + length
        ),
        st.integers(-400, 400),
        quarters,
    )
    taken = {unit.id: tuple(merged(draw(st.lists(stays, max_size=4)))) for unit in resources}
    return Diary(zone, tuple(openings_touching(book, day, 1, zone)), resources, taken), day


wishes = st.builds(Wish, st.integers(1, 6), quarters, st.sampled_from((timedelta(), timedelta(minutes=10))))
terms = st.builds(
    Terms,
    st.sampled_from((timedelta(), timedelta(hours=2))),
    st.just(2),
    st.sampled_from((timedelta(minutes=15), timedelta(minutes=20), timedelta(minutes=30))),
)


@settings(max_examples=300, deadline=None)
@given(diaries(), wishes, terms, st.integers(-30, 30))
def test_every_offer_can_be_kept(drawn: tuple[Diary, date], wish: Wish, rule: Terms, hours: int) -> None:
    diary, day = drawn
    now = datetime.combine(day, time(0), UTC) + timedelta(hours=hours)
    window = bookable_window(now, rule, diary.zone)
    found = list(offers(diary, wish, rule, window))

    for offer in found:
        assert offer.stay.end - offer.stay.start == wish.duration
        assert is_within_opening(diary, offer.stay)
        assert offer.unit.takes(wish.party_size)
        assert not any(each.overlaps(wish.occupied(offer.stay.start)) for each in diary.taken[offer.unit.id])
        assert now + rule.lead <= offer.stay.start < window.end
        assert offer.unit == free_units(diary, wish, offer.stay.start)[0]
    starts = [offer.stay.start for offer in found]
    assert starts == sorted(set(starts))


@settings(max_examples=200, deadline=None)
@given(diaries(), wishes, terms)
def test_every_offer_has_no_reason_against_it(drawn: tuple[Diary, date], wish: Wish, rule: Terms) -> None:
    diary, day = drawn
    now = datetime.combine(day, time(0), UTC) - timedelta(hours=12)
    for offer in offers(diary, wish, rule, bookable_window(now, rule, diary.zone)):
        local = offer.stay.start.astimezone(diary.zone)
        assert party_refusal(diary.units, wish.party_size, None) is None
        if local.date() == day:
            assert day_refusal(diary, day, now, rule) is None
            assert time_refusal(diary, wish, rule, day, local.time(), now) is None


@settings(max_examples=200, deadline=None)
@given(diaries(), wishes, clock)
def test_every_refused_time_is_not_offered(drawn: tuple[Diary, date], wish: Wish, at: time) -> None:
    diary, day = drawn
    rule = Terms(timedelta(), 2, timedelta(minutes=15))
    now = datetime.combine(day, time(0), UTC) - timedelta(hours=12)
    if time_refusal(diary, wish, rule, day, at, now) is None:
        return
    for offer in offers(diary, wish, rule, bookable_window(now, rule, diary.zone)):
        local = offer.stay.start.astimezone(diary.zone)
        assert (local.date(), local.time().replace(fold=0)) != (day, at)


def diary_of_one(zone: str, day: date, *spans_of_day: tuple[time, time]) -> Diary:
    book = HoursBook({day.isoweekday(): spans_of_day})
    return Diary(ZoneInfo(zone), tuple(openings_touching(book, day, 1, ZoneInfo(zone))), (Unit(1, "Chair"),))


def shown(diary: Diary, wish: Wish, rule: Terms, day: date) -> list[str]:
    now = datetime.combine(day, time(0), UTC) - timedelta(hours=30)
    found = offers(diary, wish, rule, bookable_window(now, rule, diary.zone))
    return [f"{offer.stay.start.astimezone(diary.zone):%H:%M%z}" for offer in found]


HALF_HOURS = Terms(timedelta(), 5, timedelta(minutes=30))
HALF_AN_HOUR = Wish(1, timedelta(minutes=30))


def test_skipped_hour_is_not_offered() -> None:
    spring = date(2026, 3, 29)
    diary = diary_of_one("Europe/Rome", spring, (time(1), time(4)))
    assert shown(diary, HALF_AN_HOUR, HALF_HOURS, spring) == ["01:00+0100", "01:30+0100", "03:00+0200", "03:30+0200"]


def test_repeated_hour_is_offered_twice() -> None:
    autumn = date(2026, 10, 25)
    diary = diary_of_one("Europe/Rome", autumn, (time(2), time(3)))
    assert shown(diary, HALF_AN_HOUR, HALF_HOURS, autumn) == ["02:00+0200", "02:30+0200", "02:00+0100", "02:30+0100"]


def test_stay_across_the_change_lasts_as_long_as_any_other() -> None:
    spring = date(2026, 3, 29)
    diary = diary_of_one("Europe/Rome", spring, (time(1), time(5)))
    hours = Wish(1, timedelta(hours=2))
    assert shown(diary, hours, HALF_HOURS, spring) == ["01:00+0100", "01:30+0100", "03:00+0200"]


def test_smallest_table_that_fits_is_offered_first() -> None:
    day = date(2026, 7, 1)
    small, large, banquet = Unit(3, "T2", 2), Unit(1, "T4", 4), Unit(2, "T10", 10, 6)
    opening = diary_of_one("UTC", day, (time(12), time(13))).openings
    diary = Diary(ZoneInfo("UTC"), opening, (small, large, banquet))
    window = Interval(opening[0].start, opening[0].end)
    units_for = {
        party: next(offers(diary, Wish(party, timedelta(hours=1)), HALF_HOURS, window)).unit.name
        for party in (1, 2, 3, 7)
    }
    assert units_for == {1: "T2", 2: "T2", 3: "T4", 7: "T10"}
