"""What an artifact can be, how far it is, and what a link to it allows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DOCUMENT = "document", _("Document")
    MAIL = "mail", _("Mail to customers")
    MENU_TEXT = "menu_text", _("Menu text")
    SOCIAL_POST = "social_post", _("Social post")
    TABLE = "table", _("Table")
    CHART = "chart", _("Chart")
    CHECKLIST = "checklist", _("Checklist")


class ArtifactState(models.TextChoices):
    WAITING = "waiting", _("Waits")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Stage(models.TextChoices):
    """Where the making of an artifact is: the nodes of its graph."""

    GENERATE = "generate", _("Writing it from your records")
    VALIDATE = "validate", _("Checking every figure, date and name")
    REFINE = "refine", _("Putting it into better words")
    REVERT = "revert", _("Keeping the words of the records")


class Origin(models.TextChoices):
    """How a version came to be."""

    MADE = "made", _("Made from your records")
    WORDED = "worded", _("Made from your records, worded by a model")
    EDITED = "edited", _("Edited")
    RESTORED = "restored", _("Restored")


class Outcome(models.TextChoices):
    """What an exchange with the assistant came to."""

    ANSWER = "answer", _("Answer")
    ARTIFACT = "artifact", _("Artifact")
    CLARIFY = "clarify", _("Question")


class Rights(models.TextChoices):
    READ = "read", _("Read")
    COMMENT = "comment", _("Read and comment")


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
