from tenants.admin import business, platform

__all__ = ["business", "platform"]
