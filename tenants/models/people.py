"""People with their logins, and who of them may work in which business."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.languages import languages_served
from tenants.managers import UserManager
from tenants.models.businesses import Business
from tenants.permissions import ALL, OF_ROLE, Role

SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
"""Django's own, so that what was signed in before there was a nonce stays so."""


def new_nonce() -> str:
    return secrets.token_hex(16)


class Clock(models.TextChoices):
    TWELVE = "12", _("7:30 PM")
    TWENTY_FOUR = "24", _("19:30")


class User(AbstractUser):
    """A person who signs in, with one login for all businesses; ``is_staff`` marks the platform's own people.

    Before ``email_verified_at`` the address is only what somebody has typed: it grants nothing to anybody. Pages are
    shown in ``language`` and with ``clock``; where one is empty, as the browser and the business's country have it.
    """

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    first_name = None  # type: ignore[assignment]  # one field: names do not divide in two everywhere
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=languages_served, blank=True, default="", db_default=""
    )
    clock = models.CharField(_("clock"), max_length=2, choices=Clock.choices, blank=True, default="", db_default="")
    session_nonce = models.CharField(max_length=32, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[misc,assignment]  # AbstractUser declares its own manager's type

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.email

    @property
    def is_verified(self) -> bool:
        return self.email_verified_at is not None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What sessions and tokens are bound to: a new password ends them all, and so does a new nonce."""
        proof = f"{self.password}{self.session_nonce}"
        return salted_hmac(SESSION_SALT, proof, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0] if self.name else self.email


class CustomRole(models.Model):
    """A role a business has made itself: a choice of permissions with a name."""

    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="custom_roles", verbose_name=_("business")
    )
    name = models.CharField(_("name"), max_length=60)
    permissions = ArrayField(models.CharField(max_length=40), verbose_name=_("permissions"), default=list)
    requires_second_factor = models.BooleanField(_("two-step login"), default=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="one_role_of_a_name")]

    def __str__(self) -> str:
        return self.name


class HasRole(models.Model):
    """A fixed role, or one the business has made."""

    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    custom_role = models.ForeignKey(
        CustomRole,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("role of your own"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.CUSTOM, custom_role__isnull=False)
                | (~Q(role=Role.CUSTOM) & Q(custom_role__isnull=True)),
                name="%(class)s_names_its_role",
            )
        ]

    business_id: int | None

    def clean(self) -> None:
        super().clean()
        if self.custom_role and self.business_id and self.custom_role.business_id != self.business_id:
            raise ValidationError({"custom_role": _("That role is another business's.")})

    @property
    def role_name(self) -> str:
        return self.custom_role.name if self.custom_role else self.get_role_display()

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of_role(self.custom_role or self.role)


def permissions_of_role(role: str | CustomRole) -> frozenset[str]:
    """Of a role of the business's own, those that still exist."""
    if isinstance(role, CustomRole):
        return ALL.intersection(role.permissions)
    return OF_ROLE[role]


class Membership(HasRole):
    """What a user is in one business; checked on every staff, admin and API request."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user"))
    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("business")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *HasRole.Meta.constraints,
            models.UniqueConstraint(fields=["user", "business"], name="one_membership_per_business"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.business} · {self.role_name}"


class Invitation(HasRole):
    """A role that waits for who reads the mail at an address; accepted, it is a membership and this row is gone."""

    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("business")
    )
    email = models.EmailField(_("e-mail"))
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            *HasRole.Meta.constraints,
            models.UniqueConstraint(fields=["business", "email"], name="one_invitation_per_address"),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.role_name}"

    @property
    def addressee(self) -> User | None:
        """The login with the address, whoever made it."""
        return User.objects.filter(email=self.email).first()

    @property
    def is_for_somebody(self) -> bool:
        """Whether it can be accepted: not where the login with the address was switched off."""
        user = self.addressee
        return user is None or user.is_active
