"""What experiments vary: the greeting, an answer that was taught, what an agent is told, the model for replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.llm.choosing import choose_model
from agents.llm.models import ModelAccess
from agents.llm.terms import terms_here
from agents.models import AgentVersion, TaughtIntent
from agents.roster import agents_of
from agents.roster.revising import restore_agent
from agents.teaching import reword_taught
from businesses.languages import language_of
from conversations.models import Flow
from conversations.varied.names import AGENT, ANSWER, GREETING, MODEL
from conversations.wording import talk
from experiments.registry import Subject
from tenants.context import current_business
from tenants.models import Business
from tenants.operations import change_greeting
from tenants.permissions import Permission

if TYPE_CHECKING:
    from experiments.registry import Choices
    from tenants.actors import Actor

LONGEST_GREETING = Business._meta.get_field("greeting").max_length or 0
NUMBER_SHOWN = 12
"""Versions of an agent that can be chosen, the newest."""


def greetings() -> Choices:
    return [("", _("The first words of a conversation"))]


def greeting_now(_target: str) -> str:
    business = current_business()
    with translation.override(language_of(business)):
        return business.greeting or talk.usual_greeting(business.name)


def fault_in_greeting(_target: str, value: str) -> str:
    if len(value) > LONGEST_GREETING:
        return _("A greeting has at most %(most)d characters.") % {"most": LONGEST_GREETING}
    return ""


def take_greeting(_target: str, value: str, by: Actor) -> None:
    change_greeting(business=current_business(), greeting=value, by=by)


def answers() -> Choices:
    taught = TaughtIntent.objects.filter(is_active=True).exclude(answer="").order_by("name")
    return [(each.name, f"{each.name}: {next(iter(each.examples), '')}") for each in taught]


def answer_now(name: str) -> str:
    return TaughtIntent.objects.get(name=name).answer


def take_answer(name: str, value: str, by: Actor) -> None:
    reword_taught(name=name, answer=value, by=by)


def speakers() -> Choices:
    """Who may speak to customers here, and has been told otherwise before: there is something to choose from."""
    revised = set(AgentVersion.objects.values_list("agent", flat=True))
    here = agents_of(current_business().category, Flow.DEDICATED)
    return [(each.key, str(each.name)) for each in here if each.key in revised]


def version_now(agent: str) -> str:
    newest = AgentVersion.objects.filter(agent=agent).order_by("-number").values_list("number", flat=True).first()
    return str(newest or 0)


def versions(agent: str) -> Choices:
    """The newest first, then what it came with."""
    rows = AgentVersion.objects.filter(agent=agent).order_by("-number")[:NUMBER_SHOWN]
    told = [(str(each.number), f"{each.number}: {each.tone}") for each in rows]
    return [*told, ("0", _("as it came"))]


def take_version(agent: str, value: str, by: Actor) -> None:
    restore_agent(key=agent, number=int(value), seen=int(version_now(agent)), by=by)


def models() -> Choices:
    """Where the business has two models of its own to choose from."""
    ladder = terms_here().ladder
    own = [each for each in ladder if each.is_own]
    return [("", _("All replies"))] if len(own) > 1 else []


def model_now(_target: str) -> str:
    return ModelAccess.objects.filter(is_active=True).values_list("answers_by", flat=True).first() or "needed"


def rungs(_target: str) -> Choices:
    access = ModelAccess.objects.filter(is_active=True).first()
    named = {"small": access.small_model, "strong": access.strong_model} if access else {}
    first = ("needed", _("the one each question needs"))
    return [first, *((key, name) for key, name in named.items() if name)]


def take_model(_target: str, value: str, by: Actor) -> None:
    choose_model(answers_by=value, by=by)


def no_fault(_target: str, _value: str) -> str:
    return ""


SUBJECTS = (
    Subject(
        key=GREETING,
        title=gettext_lazy("Greeting"),
        targets=greetings,
        present=greeting_now,
        fault=fault_in_greeting,
        take_over=take_greeting,
        permission=Permission.SETTINGS_CHANGE,
    ),
    Subject(
        key=ANSWER,
        title=gettext_lazy("Answer you taught"),
        targets=answers,
        present=answer_now,
        fault=no_fault,
        take_over=take_answer,
        permission=Permission.ASSISTANT_CHANGE,
    ),
    Subject(
        key=AGENT,
        title=gettext_lazy("What an agent is told"),
        targets=speakers,
        present=version_now,
        choices=versions,
        fault=no_fault,
        take_over=take_version,
        permission=Permission.ASSISTANT_CHANGE,
    ),
    Subject(
        key=MODEL,
        title=gettext_lazy("Language model"),
        targets=models,
        present=model_now,
        choices=rungs,
        fault=no_fault,
        take_over=take_model,
        permission=Permission.SETTINGS_CHANGE,
    ),
)
