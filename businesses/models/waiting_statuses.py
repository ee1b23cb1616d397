"""How somebody on the waiting list stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitingStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered a time")
    BOOKED = "booked", _("Booked")
    LEFT = "left", _("Off the list")
    OVER = "over", _("Nothing came free")


ON_THE_LIST = (WaitingStatus.WAITING, WaitingStatus.OFFERED)
"""The states of who still waits."""
