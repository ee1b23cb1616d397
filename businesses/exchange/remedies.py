"""What belongs into a cell, said beside what is wrong with it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXT = _("A text; shorten it where it is too long.")
NAME = _("A name: every row needs one.")
CODE = _("A number or code of your own, once in the file; leave it empty where you have none.")
PRICE = _("An amount such as 12.50, without a currency; leave it empty where it is on request.")
DEPOSIT = _("What is paid to be booked, such as 20.00; leave it empty where nothing is.")
ADDS = _("What it adds to the price, such as 1.50, or less than nothing, such as -2.00.")
WHOLE = _("A whole number.")
COUNT = _("A whole number; leave it empty where nobody counts.")
SERVED = _(
    "Times such as mon-fri 07:00-11:00, with semicolons between them; empty where it is served whenever you are open."
)
DATED_PRICES = _(
    "Prices from a day on, such as 2027-01-01 12.50, or 2026-12-01..2026-12-26 9.90, with semicolons between them."
)
SPOT = _("Where it stands on the floor plan, as a whole number from 0; leave it empty where it is not drawn.")
MINUTES = _("Minutes as a whole number, from 5 to 1440.")
YES_NO = _("yes or no.")
SEVERAL = _("One or more names, with semicolons between them.")
ALLERGENS = _(
    "Names of the fourteen with semicolons between them, such as gluten; milk. The word none where none of them is "
    "in it, nothing while nobody has recorded them."
)
DATE = _("A date such as 2027-12-31.")
TIME = _("A time such as 18:30.")
PERCENT = _("Per cent from 0 to 100, such as 10.00.")
DURATIONS = _("From how many people on how many minutes, such as 5: 120; 8: 150.")
