"""The words a message about the directory is read with: what is published, and what people call kinds of business."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from agents.understanding.types import Term, Vocabulary
from directory.queries import published_names
from directory.wishes import key_of
from languages import said
from tenants.models import Category

if TYPE_CHECKING:
    from directory.queries import Names

PART = "directory"
KIND, OFFERING, AREA, BUSINESS = "kind:", "offering:", "area:", "business:"
CENTRE = "centre"


def current_vocabulary() -> Vocabulary:
    return _vocabulary(published_names())


@lru_cache(maxsize=4)
def _vocabulary(names: Names) -> Vocabulary:
    businesses, areas, offerings = names
    kinds = (Term(f"{KIND}{each}", each, said(PART, each)) for each in Category.values)
    return Vocabulary(
        services=(*kinds, *(Term(f"{OFFERING}{key_of(name)}", name, aliases) for name, aliases in offerings)),
        resources=(
            Term(f"{AREA}{CENTRE}", CENTRE, said(PART, CENTRE)),
            *(Term(f"{AREA}{key_of(area)}", area) for area in areas),
            *(Term(f"{BUSINESS}{schema}", name) for schema, name in businesses),
        ),
    )
