"""Rows that are put into the trash before they are deleted: nothing reads them there, and they can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection

    AnyManager = models.Manager[Any]
    AnyQuerySet = models.QuerySet[Any]
else:
    AnyManager, AnyQuerySet = models.Manager, models.QuerySet

IN_USE = models.Q(trashed_at=None)


class KeptManager(AnyManager):
    """Without what is in the trash: as the default manager it serves related rows and checks of names too."""

    def get_queryset(self) -> AnyQuerySet:
        return super().get_queryset().filter(IN_USE)


class Trashable(models.Model):
    """Base of what owners may delete and bring back. A booking or order still tells of what it points at.

    Names and numbers are unique among what is not in the trash (``one_name``).
    """

    trashed_at = models.DateTimeField(_("put into the trash"), null=True, blank=True, editable=False)
    trashed_by = models.CharField(_("by"), max_length=160, blank=True, default="", db_default="", editable=False)

    objects: ClassVar[models.Manager[Self]] = KeptManager()
    everything: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """No form has the time it went into the trash, without which names and numbers would not be checked."""
        super().validate_constraints(exclude=set(exclude or ()) - {"trashed_at"})


def one_name(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=fields or ["name"],
        condition=IN_USE,
        name=name,
        violation_error_message=_("Another one is called so already."),
        violation_error_code="unique",
    )
