from businesses.admin import bookings, catalogue, customers, exchange, hours, menu, orders, privacy, resources

__all__ = ["bookings", "catalogue", "customers", "exchange", "hours", "menu", "orders", "privacy", "resources"]
