"""What the platform's own assistant knows of businesses that chose to be listed, and what it was asked.

Listings are a copy of what each business publishes: the public schema's read model. Nothing else of a business is here.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.querysets import ListingQuerySet


class Listing(models.Model):
    """A business as listed. ``version`` tells of which state of its rows this is a copy. No ratings are kept."""

    schema = models.CharField(max_length=63, unique=True)
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    address = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=80, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    timezone = models.CharField(max_length=50)
    currency = models.CharField(max_length=3)
    version = models.CharField(max_length=64)
    refreshed_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    SERVICE = "service", _("service")
    DISH = "dish", _("dish")


class Offering(models.Model):
    """A service or dish of a listed business; ``key`` is its id there. No ``price`` is a price nobody has told."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="offerings")
    schema = models.CharField(max_length=63)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.BigIntegerField()
    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    minutes = models.PositiveIntegerField(null=True)
    needs_party = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        constraints = [models.UniqueConstraint(fields=["listing", "kind", "key"], name="directory_offering_once")]

    def __str__(self) -> str:
        return self.name


class Enquiry(models.Model):
    """A conversation with the platform's own assistant: what is wished, what was shown last, and what was said.

    It belongs to no business, and nobody is asked who they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    locale = models.CharField(max_length=10)
    wish = models.JSONField(default=dict)
    shown = models.JSONField(default=list)
    messages = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")

    def __str__(self) -> str:
        return str(self.pk)
