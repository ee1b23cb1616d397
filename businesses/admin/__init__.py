from businesses.admin import bookings, catalogue, customers, hours, privacy, resources

__all__ = ["bookings", "catalogue", "customers", "hours", "privacy", "resources"]
