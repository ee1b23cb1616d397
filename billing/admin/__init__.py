from billing.admin import books, plans, subscriptions  # noqa: F401  # pages register themselves
