"""What the worker does for logins."""

from __future__ import annotations

from tenants.accounts.post import mail_confirmation, mail_invitation, mail_password_link

__all__ = ["mail_confirmation", "mail_invitation", "mail_password_link"]
