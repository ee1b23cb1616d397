"""What customers agreed to have remembered: by what it is found again, what it says, and who has used it.

A consent to it (``Purpose.REMEMBER``) is the collection these rows are of; withdrawn, it has none.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesses.models.consents import Consent
from businesses.sealing.fields import SealedTextField


class Relation(models.TextChoices):
    """Of whom something is remembered."""

    SELF = "self", _("themselves")
    CHILD = "child", _("their child")
    OTHER = "other", _("somebody else")


class RememberedKind(models.TextChoices):
    SERVICE = "service", _("usual service")
    STAFF = "staff", _("whom they ask for")
    PEOPLE = "people", _("how many they usually are")
    DISHES = "dishes", _("what they usually order")
    SEAT = "seat", _("where they like to sit")
    VEHICLE = "vehicle", _("their vehicle")


class RememberedBy(models.Model):
    """A booking or order that the collection is of, and that alone opens it: whoever proves that it is theirs is known.

    A name or a contact opens nothing: they are typed by anybody. ``reference`` is such as ``booking:K7F-2QM``.
    """

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="opened_by", verbose_name=_("consent"))
    reference = models.CharField(_("of"), max_length=40, unique=True)
    relation = models.CharField(_("of whom"), max_length=10, choices=Relation.choices, default=Relation.SELF)
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("what opens what is remembered")
        verbose_name_plural = _("what opens what is remembered")

    def __str__(self) -> str:
        return self.reference


class RememberedFact(models.Model):
    """One thing that is remembered of somebody; ``words`` are how people read it.

    ``key`` is the service, the member of staff, the number of people or the order's reference: by it the fact is looked
    up again when it is used, so that nothing is offered that is no longer there. One that was deleted stays empty, with
    when: it is not learned again from what was there before.
    """

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="facts", verbose_name=_("consent"))
    kind = models.CharField(_("what"), max_length=10, choices=RememberedKind.choices)
    relation = models.CharField(_("of whom"), max_length=10, choices=Relation.choices, default=Relation.SELF)
    key = models.CharField(max_length=20, blank=True, editable=False)
    words = SealedTextField(_("says"), max_length=300, blank=True)
    learned_from = models.CharField(_("from"), max_length=40, blank=True)
    learned_at = models.DateTimeField(_("learned"))
    forgotten_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("what is remembered of a customer")
        verbose_name_plural = _("what is remembered of customers")
        constraints = [
            models.UniqueConstraint(fields=["consent", "kind", "relation"], name="one_fact_of_a_kind"),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(key="", learned_from=""), name="forgotten_facts_are_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"


class RememberedUse(models.Model):
    """That somebody looked at a fact or had use of it: the assistant in a conversation, or one of the staff."""

    fact = models.ForeignKey(RememberedFact, on_delete=models.CASCADE, related_name="uses", verbose_name=_("fact"))
    by = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("use of what is remembered")
        verbose_name_plural = _("uses of what is remembered")

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
