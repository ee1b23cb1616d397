"""Where the platform begins: a seller, the EU's standard rates, price lists, four plans, and what is done when nobody pays.

Rates as of November 2025: https://europa.eu/youreurope/business/taxation/vat/vat-rules-rates/
"""

from datetime import date
from decimal import Decimal

from django.db import migrations

SINCE = date(2025, 11, 1)
RATES = {
    **{"AT": "20", "BE": "21", "BG": "20", "CY": "19", "CZ": "21", "DE": "19", "DK": "25", "EE": "24", "ES": "21"},
    **{"FI": "25.5", "FR": "20", "GR": "24", "HR": "25", "HU": "27", "IE": "23", "IT": "22", "LT": "21", "LU": "17"},
    **{"LV": "21", "MT": "18", "NL": "21", "PL": "23", "PT": "23", "RO": "21", "SE": "25", "SI": "22", "SK": "23"},
}
METERS = ("conversations", "bookings", "orders", "model_spend", "seats", "storage")
PLANS = (
    ("free", "Free", True, 0, {}, (50, 30, 30, 1, 2, 20), ()),
    (
        *("starter", "Starter", True, 0),
        {"month": 29, "year": 290},
        (300, 200, 200, 5, 3, 100),
        ("0.10", "0.15", "0.15", "1.20", "8", "0.05"),
    ),
    (
        *("pro", "Pro", True, 14),
        {"month": 79, "year": 790},
        (1500, 1000, 1000, 25, 10, 1000),
        ("0.06", "0.10", "0.10", "1.15", "6", "0.03"),
    ),
    ("custom", "Custom", False, 0, {}, (None,) * 6, ()),
)
LIMITED = ("model_spend", "seats", "storage")
"""Of the free plan: what there is no more of, as nothing is paid for it."""
REMINDERS = ((1, "collect"), (3, "collect"), (7, "collect"), (14, "limit"))


def seed(apps, schema_editor):
    def model(name):
        return apps.get_model("billing", name).objects

    model("Seller").create(name="X-Seven", country="DE", prefix="XS-")
    for country, percent in RATES.items():
        model("TaxRate").create(country=country, percent=Decimal(percent), since=SINCE)
    lists = [model("PriceList").create(currency=currency) for currency in ("EUR", "USD", "GBP")]
    for rank, (key, name, is_offered, trial, prices, included, rates) in enumerate(PLANS):
        plan = model("Plan").create(key=key, name=name, rank=rank, is_offered=is_offered, trial_days=trial)
        for meter, amount in zip(METERS, included, strict=True):
            most = amount if key == "free" and meter in LIMITED else None
            model("Allowance").create(plan=plan, meter=meter, included=amount, most=most)
        for each in lists:
            for every, amount in prices.items():
                model("PlanPrice").create(plan=plan, list=each, every=every, amount=amount)
            for meter, amount in zip(METERS, rates, strict=False):
                model("Rate").create(plan=plan, list=each, meter=meter, amount=Decimal(amount))
    for days, does in REMINDERS:
        model("Reminder").create(days=days, does=does)


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_kept")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
