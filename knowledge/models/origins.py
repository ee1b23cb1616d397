"""Where a source is fetched from, how often, and the pages that were."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.sealing.fields import SealedTextField
from knowledge.errors import told_of_page
from knowledge.models.sources import DocumentVersion, Source

LONGEST_ADDRESS, LONGEST_WORD, LONGEST_SECRET = 500, 100, 1_000


class Often(models.TextChoices):
    """As ``reports.rhythm.Every`` names them."""

    NEVER = "", _("Only when you ask")
    DAY = "day", _("Every day")
    WEEK = "week", _("Every week")


class Origin(models.Model):
    """Where a source comes from: the address of a web page, site map or feed, or ``host:port`` of a mailbox.

    Of a feed ``items_at`` is the path to its items, ``title_at`` and ``taken`` (a line each, ``Label = path``) what is
    taken of each, and ``header`` what ``secret`` is sent in; of a mailbox ``user`` and ``folder``, and ``secret`` is
    its password. ``checked_at`` is when it was last reached. Newer versions are told at once, to whom the one before
    was told, where ``trusted_by`` has said so.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="origin")
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    items_at = models.CharField(_("where the items are"), max_length=LONGEST_WORD, blank=True)
    title_at = models.CharField(_("what an item is called by"), max_length=LONGEST_WORD, blank=True)
    taken = models.TextField(_("what is taken of each"), blank=True)
    header = models.CharField(_("header"), max_length=LONGEST_WORD, blank=True)
    user = models.CharField(_("user"), max_length=LONGEST_WORD, blank=True)
    folder = models.CharField(_("folder"), max_length=LONGEST_WORD, blank=True)
    secret = SealedTextField(_("secret"), blank=True, default="")
    often = models.CharField(_("how often"), max_length=4, choices=Often.choices, blank=True)
    trusted_by = models.CharField(max_length=160, blank=True)
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True)
    next_at = models.DateTimeField(_("next"), null=True, blank=True)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        indexes = [models.Index(fields=["next_at"], name="origin_due")]

    def __str__(self) -> str:
        return self.address


class FetchedPage(models.Model):
    """A page of a version: of a site, a feed or a mailbox. ``address`` names it there, and is no link of a mail.

    ``content`` is as it came; ``tag`` and ``modified`` are the server's words for what it was, asked with next time.
    ``sender`` is whose mail it is. ``hitch`` is why it is not there, not anew, or not read: a word of
    ``fetching.faults`` or ``reading.faults``.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="fetched")
    number = models.PositiveIntegerField(_("page"))
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    title = models.CharField(_("title"), max_length=200, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    content = models.BinaryField(null=True, editable=False)
    digest = models.BinaryField(max_length=16, null=True, editable=False)
    tag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=64, blank=True)
    hitch = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("fetched page")
        verbose_name_plural = _("fetched pages")
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="fetched_page_once")]
        indexes = [models.Index(fields=["sender"], condition=~models.Q(sender=""), name="fetched_by_sender")]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def trouble(self) -> str:
        """The hitch in words; empty without one."""
        return told_of_page(self.hitch)
