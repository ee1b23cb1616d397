"""What the worker does for logins: it looks here, and nowhere else, for what it is to know."""

from __future__ import annotations

from tenants.accounts.notices import mail_notice
from tenants.accounts.post import mail_confirmation, mail_invitation, mail_new_address, mail_password_link

__all__ = ["mail_confirmation", "mail_invitation", "mail_new_address", "mail_notice", "mail_password_link"]
