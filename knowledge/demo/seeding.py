"""Documents of the demo businesses, and a question each that nothing answers."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from knowledge.models import Audience
from knowledge.operations import add_source, approve_source, note_gap, read_version
from tenants.actors import Actor

if TYPE_CHECKING:
    from tenants.models import Business

DOCUMENTS = Path(__file__).parent / "documents"
BY = Actor("import", "demo", "Demo")
OPEN = {
    "marios": "Do you have a high chair?",
    "bella": "Do you do wedding make-up?",
    "handy": "Do you paint walls?",
    "smile": "Do you make mouthguards for boxing?",
    "torque": "Do you sell used cars?",
}


def seed_documents(business: Business) -> None:
    add_documents_of(business.slug)
    if question := OPEN.get(business.slug):
        note_gap(question=question, language="en", conversation=uuid.uuid4(), now=timezone.now())


def add_documents_of(slug: str) -> None:
    """Read and approved for everybody."""
    now = timezone.now()
    for path in sorted((DOCUMENTS / slug).glob("*.md")):
        content = path.read_bytes()
        title = content.decode().partition("\n")[0].removeprefix("# ")
        version = add_source(content=content, title=title, name=path.name, by=BY, now=now)
        read_version(version_id=version.pk, now=now)
        approve_source(source_id=version.source_id, audience=Audience.PUBLIC, by=BY, now=now)
