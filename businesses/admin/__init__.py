from businesses.admin import bookings, catalogue, customers, hours, menu, orders, privacy, resources, waiting

__all__ = ["bookings", "catalogue", "customers", "hours", "menu", "orders", "privacy", "resources", "waiting"]
