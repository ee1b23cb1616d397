"""How a fact that is remembered reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from businesses.wording import remembered

if TYPE_CHECKING:
    from businesses.models import RememberedFact

register = template.Library()


@register.filter
def remembered_title(fact: RememberedFact) -> str:
    return remembered.title(fact.kind, fact.relation)


@register.filter
def remembered_words(fact: RememberedFact) -> str:
    return remembered.words(fact.kind, fact.words)


@register.filter
def remembered_source(fact: RememberedFact) -> str:
    return remembered.source(fact.learned_from)


@register.filter
def remembered_user(fact: RememberedFact) -> str:
    return remembered.user(fact)
