from businesses.admin import (
    bookings,
    catalogue,
    customers,
    deposits,
    exchange,
    hours,
    menu,
    orders,
    privacy,
    qr_codes,
    resources,
    waiting,
)

__all__ = [
    "bookings",
    "catalogue",
    "customers",
    "deposits",
    "exchange",
    "hours",
    "menu",
    "orders",
    "privacy",
    "qr_codes",
    "resources",
    "waiting",
]
