"""What a person or a program is let in by, once it has shown who it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.keys import MARK, Tier
from tenants.models.businesses import Business
from tenants.models.people import User

if TYPE_CHECKING:
    from datetime import datetime


class SignIn(models.Model):
    """A browser in which somebody is signed in. It ends with its session: the row hangs on the session's.

    ``address`` is as limits count it, ``browser`` what it says of itself, ``schema`` the host's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="sign_in")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    schema = models.CharField(max_length=63)
    address = models.CharField(max_length=45)
    browser = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%Y-%m-%d}"


class TokenFamily(models.Model):
    """The refresh tokens that came from one sign-in to the API: each is used once, and only the newest is good.

    One that comes again was copied, by whoever: then the family ends, for both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="token_families")
    newest = models.CharField(max_length=32)
    schema = models.CharField(max_length=63, blank=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("token family")
        verbose_name_plural = _("token families")

    def __str__(self) -> str:
        return f"{self.user} {self.used_at:%Y-%m-%d}"


class ApiKey(models.Model):
    """What a program of a business is let in by. The key is not here: its prefix, to know it by, and a keyed digest.

    It has the permissions chosen for it that its maker still has: with the maker's membership it ends.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="api_keys")
    schema = models.CharField(max_length=63, editable=False)
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    permissions = ArrayField(models.CharField(max_length=40), verbose_name=_("permissions"), default=list, blank=True)
    tier = models.CharField(_("how often"), max_length=10, choices=Tier.choices, default=Tier.STANDARD)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by"))
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    last_address = models.CharField(_("from"), max_length=45, blank=True, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({MARK}{self.prefix}…)"

    def is_good(self, now: datetime) -> bool:
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


class Identity(models.Model):
    """A login somebody has elsewhere, and has connected to theirs here. ``subject`` is what the provider knows it by.

    ``email`` is what the provider last said, to be shown: it decides nothing.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=255)
    email = models.CharField(max_length=254, blank=True)
    connected_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("login elsewhere")
        verbose_name_plural = _("logins elsewhere")
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="one_login_per_identity")]

    def __str__(self) -> str:
        return f"{self.provider} · {self.user}"


class Passkey(models.Model):
    """What a device of a person signs by, on the hosts of its ``scope``; ``credential`` is its name in base64url."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    scope = models.CharField(max_length=253)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")

    def __str__(self) -> str:
        return f"{self.name} · {self.user}"
