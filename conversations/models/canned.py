from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.languages import languages_served

LONGEST_SHORTCUT = 30
LONGEST_REPLY = 2_000


class CannedReply(models.Model):
    """An answer staff give often, in one language; ``shortcut`` is what they type after a slash to have it.

    Words in braces stand for what rows say when it is used (``conversations.inbox.canned.PLACEHOLDERS``).
    """

    shortcut = models.CharField(
        _("shortcut"),
        max_length=LONGEST_SHORTCUT,
        validators=[RegexValidator(r"^[\w-]+\Z", _("One word: letters, digits and hyphens."))],
        help_text=_("One word, such as hours: typed after a slash in a reply."),
    )
    locale = models.CharField(_("language"), max_length=10, choices=languages_served)
    text = models.TextField(_("text"), max_length=LONGEST_REPLY)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        ordering = ["shortcut", "locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["shortcut", "locale"],
                name="one_reply_a_shortcut_and_language",
                violation_error_message=_("There is a reply of that shortcut in that language already."),
            )
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut} ({self.locale})"
