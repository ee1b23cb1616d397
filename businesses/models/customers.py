from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from businesses.querysets import CustomerQuerySet
from businesses.sealing.fields import SealedTextField


class Customer(models.Model):
    """A person as they told us who they are: one row per name, phone and e-mail together.

    Rows are never completed from what a later visitor types: whoever knows a name and a phone could otherwise attach an
    e-mail address of their own and receive another's notices. What was erased is nobody's, and counts
    still. Rows that staff know to be one person's point at one of them (``same_as``), which points at none; each keeps
    what is its own, so that they can be told apart again.
    """

    name = models.CharField(_("name"), max_length=100)
    phone = models.CharField(_("phone"), max_length=20, blank=True, help_text=_("International, such as +39061234567."))
    email = models.EmailField(_("e-mail"), blank=True)
    locale = models.CharField(_("language"), max_length=10, blank=True)
    notes = SealedTextField(_("notes"), max_length=2000, blank=True, help_text=_("For staff only."))
    same_as = models.ForeignKey(
        "self",
        verbose_name=_("same person as"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="others",
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "phone",
                Lower("email"),
                condition=models.Q(erased_at=None),
                name="one_customer_per_name_and_contact",
            )
        ]
        indexes = [
            models.Index(fields=["phone"], name="customer_phone", condition=~models.Q(phone="")),
            models.Index(Lower("email"), name="customer_email", condition=~models.Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name
