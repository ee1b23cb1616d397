"""Staff pages of experiments: all of them, a new one, what one has come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from experiments.errors import ExperimentRefused, NoSuchExperiment
from experiments.models import Experiment
from experiments.operations import create_experiment, decide_experiment, start_experiment, stop_experiment
from experiments.operations.checking import LETTERS
from experiments.pages.charts import bars_of
from experiments.pages.forms import ExperimentForm
from experiments.queries import experiment_called, needed, result_of
from experiments.registry import measures, subjects
from experiments.states import State
from experiments.wording import between, conclusion, effect_of, sure, value_of
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here, turned_away

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from experiments.pages.charts import Bar
    from experiments.queries import Compared, Result
    from experiments.registry import Measure

NEWEST = 50
USUAL_GUARDS = ("handed_over", "rating", "cost")


@dataclass(frozen=True, slots=True)
class Line:
    """A variant as the page shows it; ``guards`` in the order of the experiment's."""

    letter: str
    told: str
    shown: int
    share: int
    value: str
    between: str
    sure: str
    bar: Bar | None
    guards: tuple[tuple[Measure, str, str], ...]
    is_leader: bool


@member_required(Permission.ASSISTANT_VIEW)
@require_GET
def experiments(request: HttpRequest) -> HttpResponse:
    found = Experiment.objects.prefetch_related("variants")[:NEWEST]
    listed = [(each, subject_title(each), conclusion(result_of(each))) for each in found]
    context = {"section": "learning", "page": "experiments", "listed": listed, "offered": offered()}
    return render(request, "experiments/list.html", context)


def subject_title(experiment: Experiment) -> str:
    subject = subjects()[experiment.subject]
    return f"{subject.title}: {experiment.target}" if experiment.target else str(subject.title)


def offered() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What can be varied here now: subjects with their targets."""
    return [(key, str(each.title), targets) for key, each in subjects().items() if (targets := each.targets())]


@member_required(Permission.ASSISTANT_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, subject: str) -> HttpResponse:
    """The form of an experiment with the subject and ``target`` of the address; the POST makes a draft."""
    kind, target = subjects().get(subject), request.GET.get("target", "")
    if kind is None or target not in dict(kind.targets()):
        raise Http404
    data = request.POST if request.method == "POST" else None
    initial = {"guards": USUAL_GUARDS}
    form = ExperimentForm(data, subject=kind, target=target, initial=initial)
    if data is not None and form.is_valid():
        try:
            made = create_experiment(plan=form.plan(), by=actor_of(request.user))
        except ExperimentRefused as refused:
            form.refuse(refused.errors)
        else:
            return redirect("experiment", key=made.pk)
    context = {
        "section": "learning",
        "page": "experiments",
        "form": form,
        "subject": kind,
        "target": dict(kind.targets())[target],
        "now": kind.told(target, kind.present(target)),
    }
    return render(request, "experiments/new.html", context, status=422 if form.errors else 200)


@member_required(Permission.ASSISTANT_VIEW)
@require_GET
def experiment(request: HttpRequest, key: UUID) -> HttpResponse:
    """What it has come to, and what can be done."""
    try:
        found = experiment_called(key)
    except NoSuchExperiment:
        raise Http404 from None
    result = result_of(found)
    with timezone.override(current_business().zone):
        context = {
            "section": "learning",
            "page": "experiments",
            "experiment": found,
            "subject": subject_title(found),
            "result": result,
            "conclusion": conclusion(result),
            "lines": lines_of(result),
            "effect": effect_of(result),
            "guards": [measures()[each].title for each in found.guards],
            "needed": found.size or size_now(found),
            "may_change": Permission.ASSISTANT_CHANGE in permissions_here(request),
            "may_decide": may_decide(request, found),
            "first": LETTERS[0],
            "can_end": found.state in {State.RUNNING, State.STOPPED},
        }
        return render(request, "experiments/one.html", context)


def size_now(found: Experiment) -> int | None:
    """Of a draft, what it would need if it were started now."""
    if found.state != State.DRAFT:
        return None
    variants = len(found.variants.all())
    return needed(measures()[found.measure], effect=float(found.effect), variants=variants, now=timezone.now())


def may_decide(request: HttpRequest, found: Experiment) -> bool:
    """Taking over changes what was varied: for who may change that."""
    allowed = permissions_here(request)
    return Permission.ASSISTANT_CHANGE in allowed and subjects()[found.subject].permission in allowed


def lines_of(result: Result) -> list[Line]:
    found, subject = result.experiment, subjects()[result.experiment.subject]
    bars, leader = bars_of(result.primary), result.leader
    return [
        Line(
            letter=row.variant.letter,
            told=subject.told(found.target, row.variant.value),
            shown=result.shown[row.variant.letter],
            share=row.variant.share,
            value=value_of(row, result.measure),
            between=between(row, result.measure),
            sure=sure(row, result.measure),
            bar=bars.get(row.variant.letter),
            guards=tuple(guarded(result, place)),
            is_leader=row is leader,
        )
        for place, row in enumerate(result.primary)
    ]


def guarded(result: Result, place: int) -> list[tuple[Measure, str, str]]:
    def told(measure: Measure, row: Compared) -> tuple[Measure, str, str]:
        return measure, value_of(row, measure), sure(row, measure)

    return [told(measure, rows[place]) for measure, rows in result.guards]


@member_required(Permission.ASSISTANT_CHANGE)
@require_POST
def move(request: HttpRequest, key: UUID, verb: str) -> HttpResponseBase:
    """Start, stop or decide (``letter``)."""
    if verb not in told():
        raise Http404
    by, now = actor_of(request.user), timezone.now()
    try:
        if verb == "start":
            start_experiment(key=key, by=by, now=now)
        elif verb == "stop":
            stop_experiment(key=key, by=by, now=now)
        elif not may_decide(request, experiment_called(key)):
            return turned_away(request)
        else:
            decide_experiment(key=key, letter=request.POST.get("letter", ""), by=by, now=now)
    except NoSuchExperiment:
        raise Http404 from None
    except AppError as error:
        messages.error(request, str(error.detail))
    else:
        messages.success(request, told()[verb])
    return redirect("experiment", key=key)


def told() -> dict[str, Any]:
    return {
        "start": _("It runs from now on."),
        "stop": _("It is stopped; everybody is shown how it was."),
        "decide": _("It is decided."),
    }
