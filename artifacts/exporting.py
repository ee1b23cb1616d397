"""An artifact as a file that is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.text import slugify

from artifacts.errors import NotMadeYet
from artifacts.formats import write
from artifacts.kinds import MEDIA_TYPES, Format
from tenants.context import current_business

if TYPE_CHECKING:
    from artifacts.models import Artifact

LONGEST_NAME = 80


def file_of(artifact: Artifact, called: str) -> HttpResponse:
    """Of the newest version, in the format called so; 404 for one there is not. Raises ``NotMadeYet``."""
    if called not in Format.values:
        raise Http404
    form = Format(called)
    version = artifact.versions.filter(number=artifact.version).first()
    if version is None:
        raise NotMadeYet
    with translation.override(artifact.language), timezone.override(current_business().zone):
        content = write(version, form)
    name = f"{slugify(version.title)[:LONGEST_NAME] or artifact.kind}-{version.number}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=MEDIA_TYPES[form], headers=headers)
