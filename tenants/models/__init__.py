"""Businesses, the hosts they answer on, the people who may work in them, and what lets these in: all in ``public``."""

from tenants.models.access import TokenFamily
from tenants.models.businesses import Business, BusinessSecurity, Category, Domain, SchemaTemplate, new_schema_name
from tenants.models.people import Invitation, Membership, Role, User, new_nonce

__all__ = [
    "Business",
    "BusinessSecurity",
    "Category",
    "Domain",
    "Invitation",
    "Membership",
    "Role",
    "SchemaTemplate",
    "TokenFamily",
    "User",
    "new_nonce",
    "new_schema_name",
]
