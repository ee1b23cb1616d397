"""What is taken while a customer is served."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.codes import CodeField, one_code
from businesses.models.names import NamesField
from businesses.models.trash import KeptManager, Trashable, one_name
from businesses.querysets import ResourceQuerySet

PLAN_COLUMNS, PLAN_ROWS = 8, 12
"""Spots of an area of the floor plan: as many across as a phone shows with a name in each."""


class ResourceKind(models.TextChoices):
    TABLE = "table", _("Table")
    STAFF = "staff", _("Person")
    ROOM = "room", _("Room")
    BAY = "bay", _("Bay")
    EQUIPMENT = "equipment", _("Equipment")


class Resource(Trashable):
    """A table, person, room, bay or machine: booked by one party at a time.

    ``plan_column`` and ``plan_row``, from nought, are where it stands on the floor plan of its area: both or neither.
    """

    name = models.CharField(_("name"), max_length=80)
    code = CodeField()
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    capacity = models.PositiveSmallIntegerField(_("capacity"), default=1, help_text=_("The largest party it takes."))
    min_party = models.PositiveSmallIntegerField(_("smallest party"), default=1)
    area = models.CharField(_("area"), max_length=60, blank=True, help_text=_("Such as terrace or first floor."))
    plan_column = models.PositiveSmallIntegerField(
        _("column on the plan"), null=True, blank=True, validators=[MaxValueValidator(PLAN_COLUMNS - 1)]
    )
    plan_row = models.PositiveSmallIntegerField(
        _("row on the plan"), null=True, blank=True, validators=[MaxValueValidator(PLAN_ROWS - 1)]
    )
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lower is offered first."))

    objects = KeptManager.from_queryset(ResourceQuerySet)()  # type: ignore[misc]  # a class variable, as all are

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            one_name("one_resource_per_name"),
            one_code("one_resource_per_code"),
            models.CheckConstraint(
                condition=models.Q(min_party__gte=1, capacity__gte=models.F("min_party")),
                name="resource_takes_its_smallest_party",
                violation_error_message=_("The smallest party is at least one and at most the capacity."),
            ),
            models.CheckConstraint(
                condition=models.Q(plan_column=None, plan_row=None)
                | models.Q(plan_column__range=(0, PLAN_COLUMNS - 1), plan_row__range=(0, PLAN_ROWS - 1)),
                name="resource_stands_on_the_plan",
                violation_error_message=_("Give both column and row, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffMember(Trashable):
    """A person customers may ask for by name; bookable through the resource, signing in through the user."""

    name = models.CharField(_("name"), max_length=80)
    code = CodeField()
    title = models.CharField(_("title"), max_length=80, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,  # deleting a user in the public schema must not look for this table there
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,  # users live in the public schema, which a business's dump does not carry
        verbose_name=_("login"),
    )
    resource = models.OneToOneField(
        Resource, on_delete=models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("resource")
    )
    aliases = NamesField(_("also called"), default=list, blank=True, help_text=_("One name a line."))
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [one_name("one_staff_member_per_name"), one_code("one_staff_member_per_code")]

    def __str__(self) -> str:
        return self.name
