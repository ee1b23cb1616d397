"""Businesses, the hosts they answer on, and the people who may work in them.  All in the public schema."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.managers import UserManager
from tenants.plain import is_one_line
from tenants.validators import RESERVED_SLUGS, validate_colour, validate_currency, validate_origins, validate_timezone


def new_schema_name() -> str:
    """A schema name from a random id: nothing an owner types ever becomes part of an SQL identifier."""
    return f"b_{secrets.token_hex(8)}"


SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
"""Django's own, so that what was signed in before there was a nonce stays so."""


def new_nonce() -> str:
    return secrets.token_hex(16)


class User(AbstractUser):
    """A person who signs in, with one login for all businesses; ``is_staff`` marks the platform's own people.

    Before ``email_verified_at`` the address is only what somebody has typed: it grants nothing to anybody.
    """

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    first_name = None  # type: ignore[assignment]  # one field: names do not divide in two everywhere
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email_verified_at = models.DateTimeField(_("address confirmed"), null=True, blank=True, editable=False)
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


class Category(models.TextChoices):
    FOOD = "food", _("Food & drink")
    BEAUTY = "beauty", _("Beauty & wellness")
    AUTOMOTIVE = "automotive", _("Automotive")
    HEALTH = "health", _("Health")
    LOCAL_SERVICES = "local_services", _("Local services")


class Business(TenantMixin):  # type: ignore[misc]  # django-tenants is untyped
    """A tenant: one business with a PostgreSQL schema of its own.

    ``allowed_origins`` are the sites that may embed the widget; they decide ``frame-ancestors``, CORS and the socket's
    Origin check alike.  Wall times of the business are in ``timezone``; money in ``currency``.
    """

    auto_create_schema = False  # tenants.operations.create_business makes it, from the recorded template

    schema_name = models.CharField(max_length=63, unique=True, default=new_schema_name, editable=False)
    slug = models.SlugField(
        _("short name"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    )
    name = models.CharField(_("name"), max_length=120)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, such as IT."))
    locale = models.CharField(_("language"), max_length=10, default="en")
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    timezone = models.CharField(_("time zone"), max_length=50, validators=[validate_timezone])
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about"), max_length=2000, blank=True)
    brand_colour = models.CharField(_("brand colour"), max_length=7, default="#1f4b99", validators=[validate_colour])
    greeting = models.CharField(_("greeting"), max_length=300, blank=True)
    allowed_origins = models.JSONField(_("allowed origins"), default=list, blank=True, validators=[validate_origins])
    is_suspended = models.BooleanField(_("suspended"), default=False)
    requires_second_factor = models.BooleanField(
        _("two-step login for everybody"),
        default=False,
        help_text=_("Who works here signs in with a code from an app, too; who has none yet sets it up first."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This short name is kept for the platform.")})
        lines = ("name", "phone", "email", "address", "website")
        if broken := [field for field in lines if not is_one_line(getattr(self, field))]:
            raise ValidationError(dict.fromkeys(broken, _("Write this in one line, without invisible characters.")))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Domain(DomainMixin):  # type: ignore[misc]  # django-tenants is untyped
    """A host a business answers on."""

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return str(self.domain)


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    STAFF = "staff", _("Staff")


class Membership(models.Model):
    """What a user is in one business; checked on every staff, admin and API request."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user"))
    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("business")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "business"], name="one_membership_per_business")]

    def __str__(self) -> str:
        return f"{self.user} · {self.business} · {self.get_role_display()}"


class Invitation(models.Model):
    """A role that waits for who reads the mail at an address; accepted, it is a membership and this row is gone."""

    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("business")
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["business", "email"], name="one_invitation_per_address")]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"

    @property
    def addressee(self) -> User | None:
        """The login with the address, whoever made it."""
        return User.objects.filter(email=self.email).first()

    @property
    def is_for_somebody(self) -> bool:
        """Whether it can be accepted: not where the login with the address was switched off."""
        user = self.addressee
        return user is None or user.is_active


class TokenFamily(models.Model):
    """The refresh tokens that came from one sign-in to the API: each is used once, and only the newest is good.

    One that comes again was copied, by whoever: then the family ends, for both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="token_families")
    newest = models.CharField(max_length=32)
    used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token family")
        verbose_name_plural = _("token families")

    def __str__(self) -> str:
        return f"{self.user} {self.used_at:%Y-%m-%d}"


class SchemaTemplate(models.Model):
    """The DDL of a business's schema as of one set of migrations, recorded so that a new business needs no replay."""

    fingerprint = models.CharField(max_length=64, unique=True)
    ddl = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("schema template")
        verbose_name_plural = _("schema templates")

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]} ({self.recorded_at:%Y-%m-%d})"
