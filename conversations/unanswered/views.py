"""The page of what was not answered in a week, with an answer for good at one click."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents.validators import FEWEST
from businesses.dashboard.periods import WEEK, Period, comparison_of
from businesses.dashboard.wording import dates_of
from businesses.queries import business_today
from conversations.unanswered.queries import MOST, unanswered_in
from knowledge.operations import LONGEST, answer_questions, drop_gap
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest

    from conversations.unanswered.queries import Group

WEEKS_BACK = 52
LONGEST_ANSWER = 5_000


class AnswerForm(forms.Form):
    """``said`` are the sentences that the answer is for."""

    text = forms.CharField(max_length=LONGEST_ANSWER, error_messages={"required": gettext_lazy("Type the answer.")})


def weeks_back(asked: str) -> int:
    """0 is the week that runs; what is no number of weeks is that."""
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= len(str(WEEKS_BACK))
    return min(int(asked), WEEKS_BACK) if is_number else 0


@member_required(Permission.ASSISTANT_VIEW)
@require_GET
def unanswered(request: HttpRequest) -> HttpResponse:
    """One week, the one that runs unless ``back`` says how many before."""
    back = weeks_back(request.GET.get("back", ""))
    with timezone.override(current_business().zone):
        today = business_today()
        monday = today - timedelta(days=today.weekday() + WEEK * back)
        week = Period(monday, monday + timedelta(days=WEEK - 1))
        groups = unanswered_in(comparison_of(week, week.moved(-WEEK)).now)
        context = {
            "section": "learning",
            "page": "unanswered",
            "groups": [(each, teaching_address(each)) for each in groups],
            "dates": dates_of(week),
            "back": back,
            "earlier": back + 1 if back < WEEKS_BACK else None,
            "later": back - 1 if back else None,
            "fewest": FEWEST,
        }
        return render(request, "conversations/unanswered.html", context)


def teaching_address(group: Group) -> str:
    """Where its sentences become the first examples of something taught."""
    examples = [("example", each.text) for each in group.sentences[:FEWEST]]
    return f"{reverse('admin:agents_taughtintent_add')}?{urlencode(examples)}"


@member_required(Permission.ASSISTANT_CHANGE)
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer what was ticked (``said``) for good, or let questions go (``drop`` with their ``gap``s)."""
    by, form = actor_of(request.user), AnswerForm(request.POST)
    said = [each[:LONGEST] for each in request.POST.getlist("said")[:MOST] if each.strip()]
    if "drop" in request.POST:
        for gap in filter(str.isdecimal, request.POST.getlist("gap")[:MOST]):
            drop_gap(gap_id=int(gap), by=by)
        messages.success(request, _("Let go."))
    elif not form.is_valid():
        messages.error(request, str(form.errors["text"][0]))
    elif not said:
        messages.error(request, _("Tick what the answer is for."))
    else:
        try:
            answer_questions(questions=said, text=form.cleaned_data["text"], by=by, now=timezone.now())
        except AppError as error:
            messages.error(request, str(error.detail))
        else:
            messages.success(request, _("Answered. Customers who ask this are told from now on."))
    return redirect(f"{reverse('unanswered')}?back={weeks_back(request.POST.get('back', ''))}")
