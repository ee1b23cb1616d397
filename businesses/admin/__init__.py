from businesses.admin import bookings, catalogue, customers, hours, resources

__all__ = ["bookings", "catalogue", "customers", "hours", "resources"]
