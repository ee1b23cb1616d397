from billing.models.invoices import Invoice, Line, Reminded
from billing.models.ledger import Book, Journal, Posting
from billing.models.plans import (
    Allowance,
    Coupon,
    Every,
    Plan,
    PlanPrice,
    PriceList,
    Rate,
    Reminder,
    Reminding,
    Seller,
    TaxRate,
)
from billing.models.statuses import Document, LineKind, Standing
from billing.models.subscriptions import OwnerMail, Payer, Period, Redemption, Subscription
from billing.models.usage import UsageHour, UsageRecord, UsageWaiting

__all__ = [
    "Allowance",
    "Book",
    "Coupon",
    "Document",
    "Every",
    "Invoice",
    "Journal",
    "Line",
    "LineKind",
    "OwnerMail",
    "Payer",
    "Period",
    "Plan",
    "PlanPrice",
    "Posting",
    "PriceList",
    "Rate",
    "Redemption",
    "Reminded",
    "Reminder",
    "Reminding",
    "Seller",
    "Standing",
    "Subscription",
    "TaxRate",
    "UsageHour",
    "UsageRecord",
    "UsageWaiting",
]
