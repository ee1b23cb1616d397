"""What owns several businesses, as a chain does, with the people who have a role in all of them: in ``public``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.businesses import Business
from tenants.models.people import User, new_nonce
from tenants.permissions import OF_ORGANISATIONS


class Organisation(models.Model):
    """There as long as a business belongs to it. ``nonce`` is in the code that lets one in: a new one voids it."""

    name = models.CharField(_("name"), max_length=120)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A business that belongs to an organisation: to one at most, because its own owner said so."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="branches", verbose_name=_("organisation")
    )
    business = models.OneToOneField(
        Business, on_delete=models.CASCADE, related_name="branch", verbose_name=_("business")
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")

    def __str__(self) -> str:
        return f"{self.business} · {self.organisation}"


class OrganisationMember(models.Model):
    """Somebody's role in an organisation: theirs in each of its businesses, beside what they are there themselves."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="members", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="organisation_memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=10, choices=[(each.value, each.label) for each in OF_ORGANISATIONS])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of organisations")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_role_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(role__in=[each.value for each in OF_ORGANISATIONS]), name="a_role_of_organisations"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"
