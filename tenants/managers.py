from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.utils import timezone

from tenants.limits.names import canonical_name

if TYPE_CHECKING:
    from tenants.models import User


class UserManager(BaseUserManager["User"]):
    """Users are created by e-mail address, compared without regard to case and to how its letters are encoded."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A login whose address nobody has confirmed, unless the caller vouches for it by ``email_verified_at``."""
        user = self.model(email=canonical_name(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """The platform's own people are vouched for by who runs the machine."""
        rights = {"is_staff": True, "is_superuser": True, "email_verified_at": timezone.now()}
        return self.create_user(email, password, **rights | fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=canonical_name(username or ""))
