from tenants.admin import business, keys, platform

__all__ = ["business", "keys", "platform"]
