"""Businesses, the hosts they answer on, and the recorded shape of their schemas."""

from __future__ import annotations

import secrets
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.keys import Tier
from tenants.plain import is_one_line
from tenants.validators import (
    RESERVED_SLUGS,
    validate_colour,
    validate_currency,
    validate_origins,
    validate_timezone,
    within,
)


def new_schema_name() -> str:
    """A schema name from a random id: nothing an owner types ever becomes part of an SQL identifier."""
    return f"b_{secrets.token_hex(8)}"


class Category(models.TextChoices):
    FOOD = "food", _("Food & drink")
    BEAUTY = "beauty", _("Beauty & wellness")
    AUTOMOTIVE = "automotive", _("Automotive")
    HEALTH = "health", _("Health")
    LOCAL_SERVICES = "local_services", _("Local services")


class Business(TenantMixin):  # type: ignore[misc]  # django-tenants is untyped
    """A tenant: one business with a PostgreSQL schema of its own.

    ``allowed_origins`` are the sites that may embed the widget; they decide ``frame-ancestors``, CORS and the socket's
    Origin check alike.  Wall times of the business are in ``timezone``; money in ``currency``.  ``limits`` are texts of
    decimals by what they limit, as a higher room has written them down: what is not in it has no limit.
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
    is_listed = models.BooleanField(
        _("listed in the directory"),
        default=False,
        help_text=_(
            "The platform's assistant then names you, your services, menu, prices and free times to whoever asks it."
        ),
    )
    area = models.CharField(
        _("part of town"), max_length=80, blank=True, help_text=_("As customers call it, such as Downtown.")
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=within(90)
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, validators=within(180)
    )
    is_suspended = models.BooleanField(_("suspended"), default=False)
    requires_second_factor = models.BooleanField(
        _("two-step login for everybody"),
        default=False,
        help_text=_("Who works here signs in with a code from an app, too; who has none yet sets it up first."),
    )
    second_factor_roles = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("two-step login for these roles"),
        default=list,
        blank=True,
        help_text=_("Where it is not asked of everybody: of whom it is."),
    )
    api_tier = models.CharField(
        _("use of the API by keys"),
        max_length=10,
        choices=Tier.choices,
        default=Tier.STANDARD,
        help_text=_("Of all its keys together."),
    )
    limits = models.JSONField(default=dict, editable=False)
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
        lines = ("name", "phone", "email", "address", "area", "website")
        if broken := [field for field in lines if not is_one_line(getattr(self, field))]:
            raise ValidationError(dict.fromkeys(broken, _("Write this in one line, without invisible characters.")))

    def most_of(self, what: str) -> Decimal | None:
        """How much there may be of it; None where there is no limit."""
        found = self.limits.get(what)
        return None if found is None else Decimal(found)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class BusinessSecurity(Business):
    """What a business asks of the people who work in it, as its owners see to it: a page of its own."""

    class Meta:
        proxy = True
        verbose_name = _("security")
        verbose_name_plural = _("security")


class Domain(DomainMixin):  # type: ignore[misc]  # django-tenants is untyped
    """A host a business answers on."""

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return str(self.domain)


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
