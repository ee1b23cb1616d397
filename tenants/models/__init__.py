"""Businesses, the hosts they answer on, the people who may work in them, and what lets these in: all in ``public``."""

from tenants.models.access import ApiKey, Identity, Passkey, SignIn, TokenFamily
from tenants.models.businesses import Business, BusinessSecurity, Category, Domain, SchemaTemplate, new_schema_name
from tenants.models.organisations import Branch, Organisation, OrganisationMember
from tenants.models.people import Clock, CustomRole, Invitation, Membership, User, new_nonce, permissions_of_role
from tenants.permissions import Role

__all__ = [
    "ApiKey",
    "Branch",
    "Business",
    "BusinessSecurity",
    "Category",
    "Clock",
    "CustomRole",
    "Domain",
    "Identity",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationMember",
    "Passkey",
    "Role",
    "SchemaTemplate",
    "SignIn",
    "TokenFamily",
    "User",
    "new_nonce",
    "new_schema_name",
    "permissions_of_role",
]
