"""The organisation's page and its settings, on the host of any of its businesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError, NotInOrganisation
from tenants.models import Organisation, User
from tenants.operations import (
    add_organisation_member,
    begin_organisation,
    join_by_code,
    join_organisation,
    leave_organisation,
    make_code,
    remove_organisation_member,
)
from tenants.operations.organisations import runs
from tenants.organisations.forms import BeginForm, BusinessForm, CodeForm, MemberForm, PersonForm
from tenants.organisations.queries import members_of, seen_by
from tenants.permissions import Permission
from tenants.proof import proof_required
from tenants.rules import member_required, permissions_here, permissions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    Done = Callable[[HttpRequest, Organisation | None], str]

NOT_VALID = 422


class NotValid(Exception):
    """A form with what is wrong in it."""

    def __init__(self, name: str, form: Form) -> None:
        super().__init__(name)
        self.name, self.form = name, form


def own_organisation() -> Organisation | None:
    """What the host's business belongs to."""
    return Organisation.objects.filter(branches__business=current_business()).first()


@member_required(Permission.ORGANISATION_VIEW)
@never_cache
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """``/staff/organisation/``: its businesses, with how each stands today, and its people."""
    found = own_organisation()
    context: dict[str, Any] = {"organisation": found, "section": "organisation"}
    if found is not None:
        context |= {"seen": seen_by(cast("User", request.user), found), "members": members_of(found)}
    return render(request, "tenants/organisation.html", context)


@member_required(Permission.ORGANISATION_CHANGE)
@proof_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """``/staff/organisation/settings/``: begin one, join, leave; who has a role in it. ``do`` says what is meant."""
    found = own_organisation()
    if request.method != "POST":
        return _page(request, found)
    do = DEEDS.get(request.POST.get("do", ""))
    if do is None:
        return _page(request, found, status=NOT_VALID)
    try:
        messages.success(request, do(request, found))
    except NotValid as refusal:
        return _page(request, found, status=NOT_VALID, **{refusal.name: refusal.form})
    except AppError as error:
        return _page(request, found, status=error.status, refusal=str(error.detail))
    if Permission.ORGANISATION_VIEW in permissions_of(request.user, current_business().schema_name):
        return redirect("organisation-settings" if own_organisation() else "organisation")
    return redirect("account")


def _page(request: HttpRequest, found: Organisation | None, *, status: int = 200, **more: Any) -> HttpResponse:
    user = cast("User", request.user)
    is_its_owners = found is not None and runs(user, found)
    context: dict[str, Any] = {"organisation": found, "section": "organisation", "is_its_owners": is_its_owners}
    own = permissions_of(user, current_business().schema_name, is_own=True)
    context["is_own"] = Permission.ORGANISATION_CHANGE in own
    context["may_see"] = Permission.ORGANISATION_VIEW in permissions_here(request)
    context["code"] = request.session.pop(CODE_SHOWN, "")
    if found is None:
        context |= {"begin_form": BeginForm(), "code_form": CodeForm()}
    else:
        context["members"] = members_of(found)
        if is_its_owners:
            context |= {"person_form": PersonForm(found), "business_form": BusinessForm(user)}
    return render(request, "tenants/organisation_settings.html", {**context, **more}, status=status)


CODE_SHOWN = "organisation_code"
"""The session's key for a code that was just made: shown once, on the page that follows."""


def _begin(request: HttpRequest, _found: Organisation | None) -> str:
    form = _right("begin_form", BeginForm(request.POST))
    user = cast("User", request.user)
    begin_organisation(
        name=form.cleaned_data["name"], business=current_business(), owner=user, by=actor_of(request.user)
    )
    return _("The organisation is there. Add your other businesses to it.")


def _join(request: HttpRequest, _found: Organisation | None) -> str:
    form = _right("code_form", CodeForm(request.POST))
    branch = join_by_code(code=form.cleaned_data["code"], business=current_business(), by=actor_of(request.user))
    return _("%(business)s belongs to %(organisation)s now.") % {
        "business": branch.business,
        "organisation": branch.organisation,
    }


def _leave(request: HttpRequest, found: Organisation | None) -> str:
    leave_organisation(business=current_business(), by=actor_of(request.user))
    return _("%(business)s belongs to no organisation any more.") % {"business": current_business()}


def _add(request: HttpRequest, found: Organisation | None) -> str:
    form = _right("business_form", BusinessForm(cast("User", request.user), request.POST))
    business = form.cleaned_data["business"]
    join_organisation(organisation=_there(found), business=business, by=actor_of(request.user))
    return _("%(business)s belongs to %(organisation)s now.") % {"business": business, "organisation": found}


def _code(request: HttpRequest, found: Organisation | None) -> str:
    request.session[CODE_SHOWN] = make_code(organisation=_there(found), by=actor_of(request.user))
    return _("Give the code to the owner of the other business: it is shown this once.")


def _give(request: HttpRequest, found: Organisation | None) -> str:
    form = _right("person_form", PersonForm(_there(found), request.POST))
    user = form.cleaned_data["user"]
    add_organisation_member(
        organisation=_there(found), user=user, role=form.cleaned_data["role"], by=actor_of(request.user)
    )
    return _("%(name)s has the role in each business of the organisation now.") % {"name": user.get_full_name()}


def _take(request: HttpRequest, found: Organisation | None) -> str:
    form = _right("member_form", MemberForm(_there(found), request.POST))
    member = form.cleaned_data["member"]
    remove_organisation_member(member=member, by=actor_of(request.user))
    return _("%(name)s has no role in the organisation any more.") % {"name": member.user.get_full_name()}


DEEDS: dict[str, Done] = {
    "begin": _begin,
    "join": _join,
    "leave": _leave,
    "add": _add,
    "code": _code,
    "give": _give,
    "take": _take,
}


def _right(name: str, form: Form) -> Form:
    if not form.is_valid():
        raise NotValid(name, form)
    return form


def _there(found: Organisation | None) -> Organisation:
    if found is None:
        raise NotInOrganisation
    return found
