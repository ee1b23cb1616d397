"""Why something is not made, changed or shown, in words somebody can act on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class ArtifactError(AppError):
    status = 409
    code = "artifact"
    title = _("That is not possible with this text")


class NothingToSay(ArtifactError):
    """What it would be made of is not recorded."""

    status = 422
    code = "nothing-to-say"
    title = _("There is nothing on record to make it of")


class ChangedMeanwhile(ArtifactError):
    """Somebody has saved another version since the one that was edited."""

    code = "changed-meanwhile"
    title = _("Somebody has changed it meanwhile. Copy your words, look at the newest version, and save again.")


class NotMadeYet(ArtifactError):
    code = "not-made-yet"
    title = _("It is not made yet")


class WrongText(ArtifactError):
    status = 422
    code = "wrong-text"
    title = _("Please write something, and not too much")


class TooManyArtifacts(ArtifactError):
    code = "too-many"
    title = _("There are as many as there can be; delete some first")


class TooManyAttachments(ArtifactError):
    code = "too-many-attachments"
    title = _("That many files are attached already. Start a new conversation for more.")


class NotForEverybody(ArtifactError):
    """It quotes a document that was not approved for everybody."""

    code = "not-for-everybody"
    title = _("It quotes a document that not everybody may be told of, so it is not shared by a link")


class LinkClosed(ArtifactError):
    """A link that was revoked, has run out, or never was: nobody is told which."""

    status = 404
    code = "link-closed"
    title = _("This link opens nothing any more. Ask whoever sent it for a new one.")


class ReadOnly(ArtifactError):
    status = 403
    code = "read-only"
    title = _("This link is for reading only")
