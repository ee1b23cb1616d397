"""Holidays by key and year: fixed days, days reckoned from Easter, nth weekdays, and lunar feasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module

from agents.understanding.time.calendar import nth_weekday

FIXED: dict[str, tuple[int, int]] = {
    "new_year": (1, 1),
    "yuandan": (1, 1),
    "epiphany": (1, 6),
    "inauguration": (1, 20),
    "burns_night": (1, 25),
    "australia": (1, 26),
    "candlemas": (2, 2),
    "groundhog": (2, 2),
    "valentine": (2, 14),
    "st_david": (3, 1),
    "girls": (3, 7),
    "women": (3, 8),
    "tree_planting": (3, 12),
    "white_lover": (3, 14),
    "pi": (3, 14),
    "st_patrick": (3, 17),
    "st_joseph": (3, 19),
    "april_fools": (4, 1),
    "tiradentes": (4, 21),
    "earth": (4, 22),
    "st_george": (4, 23),
    "liberation_it": (4, 25),
    "anzac": (4, 25),
    "carnation": (4, 25),
    "kings_day": (4, 27),
    "may_day": (5, 1),
    "workers": (5, 1),
    "youth": (5, 4),
    "cinco_de_mayo": (5, 5),
    "victory": (5, 8),
    "children": (6, 1),
    "republic_it": (6, 2),
    "portugal": (6, 10),
    "flag_day": (6, 14),
    "juneteenth": (6, 19),
    "lovers_br": (6, 12),
    "st_john": (6, 24),
    "baptiste": (6, 24),
    "canada": (7, 1),
    "independence": (7, 4),
    "bastille": (7, 14),
    "swiss": (8, 1),
    "assumption": (8, 15),
    "independence_br": (9, 7),
    "teachers": (9, 10),
    "german_unity": (10, 3),
    "hispanic": (10, 12),
    "aparecida": (10, 12),
    "reformation": (10, 31),
    "halloween": (10, 31),
    "all_saints": (11, 1),
    "all_souls": (11, 2),
    "guy_fawkes": (11, 5),
    "remembrance": (11, 11),
    "veterans": (11, 11),
    "singles": (11, 11),
    "st_martin": (11, 11),
    "republic_br": (11, 15),
    "st_andrew": (11, 30),
    "st_nicholas": (12, 6),
    "constitution_es": (12, 6),
    "immaculate": (12, 8),
    "st_lucia": (12, 13),
    "christmas_eve": (12, 24),
    "christmas": (12, 25),
    "boxing_day": (12, 26),
    "mao": (12, 26),
    "new_year_eve": (12, 31),
}
FROM_EASTER: dict[str, int] = {
    "carnival_thursday": -52,
    "carnival_monday": -48,
    "clean_monday": -48,
    "shrove_tuesday": -47,
    "ash_wednesday": -46,
    "palm_sunday": -7,
    "maundy_thursday": -3,
    "good_friday": -2,
    "easter_saturday": -1,
    "easter": 0,
    "easter_monday": 1,
    "ascension": 39,
    "whit_sunday": 49,
    "whit_monday": 50,
    "trinity_sunday": 56,
    "corpus_christi": 60,
}
# month, ISO weekday, which one (-1 the last), days to add
NTH: dict[str, tuple[int, int, int, int]] = {
    "martin_luther_king": (1, 1, 3, 0),
    "presidents": (2, 1, 3, 0),
    "mothers": (5, 7, 2, 0),
    "memorial": (5, 1, -1, 0),
    "fathers": (6, 7, 3, 0),
    "labour": (9, 1, 1, 0),
    "grandparents": (9, 1, 1, 6),
    "columbus": (10, 1, 2, 0),
    "election": (11, 1, 1, 1),
    "thanksgiving": (11, 4, 4, 0),
    "black_friday": (11, 4, 4, 1),
    "cyber_monday": (11, 4, 4, 4),
    "arbor": (4, 5, -1, 0),
    "bank_holiday_may": (5, 1, 1, 0),
    "bank_holiday_spring": (5, 1, -1, 0),
    "bank_holiday_summer": (8, 1, -1, 0),
    "mothers_fr": (5, 7, -1, 0),
    "mothers_es": (5, 7, 1, 0),
    "fathers_br": (8, 7, 2, 0),
}
_LUNAR: dict[str, tuple[str, str, str]] = {
    "eid_al_fitr": ("islamic", "_IslamicLunar", "eid_al_fitr_dates"),
    "eid_al_adha": ("islamic", "_IslamicLunar", "eid_al_adha_dates"),
    "ramadan": ("islamic", "_IslamicLunar", "ramadan_beginning_dates"),
    "islamic_new_year": ("islamic", "_IslamicLunar", "hijri_new_year_dates"),
    "ashura": ("islamic", "_IslamicLunar", "ashura_dates"),
    "mawlid": ("islamic", "_IslamicLunar", "mawlid_dates"),
    "chinese_new_year": ("chinese", "_ChineseLunisolar", "lunar_new_year_date"),
    "dragon_boat": ("chinese", "_ChineseLunisolar", "dragon_boat_date"),
    "mid_autumn": ("chinese", "_ChineseLunisolar", "mid_autumn_date"),
    "diwali": ("hindu", "_HinduLunisolar", "diwali_date"),
    "holi": ("hindu", "_HinduLunisolar", "holi_date"),
    "passover": ("hebrew", "_HebrewLunisolar", "passover_date"),
    "hanukkah": ("hebrew", "_HebrewLunisolar", "hanukkah_date"),
    "yom_kippur": ("hebrew", "_HebrewLunisolar", "yom_kippur_date"),
    "rosh_hashanah": ("hebrew", "_HebrewLunisolar", "rosh_hashanah_date"),
}
_LAST_ADVENT_SUNDAY_BY = (12, 24)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=1024)
def feast(key: str, year: int) -> date | None:
    """The day of a holiday in a year, None where the year has none or it is not known."""
    if key in FIXED:
        return date(year, *FIXED[key])
    if key in FROM_EASTER:
        return easter(year) + timedelta(days=FROM_EASTER[key])
    if key in NTH:
        month, weekday, nth, more = NTH[key]
        day = nth_weekday(year, month, weekday, nth)
        return day and day + timedelta(days=more)
    if key.startswith("advent_"):
        last = date(year, *_LAST_ADVENT_SUNDAY_BY)
        return last - timedelta(days=last.isoweekday() % 7 + 7 * (4 - int(key[-1])))
    if key == "victoria":
        eve = date(year, 5, 24)
        return eve - timedelta(days=eve.weekday())
    return _lunar(key, year)


def _lunar(key: str, year: int) -> date | None:
    """By the tables of the package ``holidays``, loaded only when such a feast is named (it costs a quarter second)."""
    if key not in _LUNAR:
        return None
    module, calendar, method = _LUNAR[key]
    reckoner = getattr(import_module(f"holidays.calendars.{module}"), calendar)()
    return min((day for day in _days(getattr(reckoner, method)(year)) if day.year == year), default=None)


def _days(found: object) -> Iterator[date]:
    """The package gives a day, a day with a mark of certainty, or several of either."""
    if isinstance(found, date):
        yield found
    elif isinstance(found, Iterable):
        for each in found:
            yield from _days(each)
