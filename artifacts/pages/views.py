"""Staff's pages of the assistant that answers and makes things: sessions, what was said, what was made."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from artifacts.exporting import file_of
from artifacts.jobs import read_soon
from artifacts.kinds import Rights
from artifacts.limits import count_question
from artifacts.links import address_of
from artifacts.operations.asking import LONGEST_MESSAGE, begin_session, delete_session
from artifacts.operations.attaching import attach
from artifacts.operations.changing import edit, restore
from artifacts.operations.commenting import LONGEST_COMMENT, comment, settle
from artifacts.operations.making import delete_artifact
from artifacts.operations.sharing import revoke, share
from artifacts.pages.forms import ShareForm
from artifacts.pages.showing import panel
from artifacts.queries import artifacts_for, attachments_of, exchanges_of, open_shares, sessions_of, with_open_comments
from artifacts.talking import answered
from artifacts.who import member_of
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from artifacts.models import Artifact, Session

LISTED = 30


@member_required(Permission.ASSISTANT_ASK)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """A new session, with those there are and what was made."""
    return page(request, None, None)


@member_required(Permission.ASSISTANT_ASK)
@require_GET
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A conversation, and beside it what was made in it last, or what is chosen."""
    found = own_session(request, session_id)
    return page(request, found, chosen(request, found))


@member_required(Permission.ASSISTANT_ASK)
@require_GET
def artifact(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """What was made, by itself: also of somebody else's session."""
    return page(request, None, own_artifact(request, artifact_id))


def chosen(request: HttpRequest, found: Session) -> Artifact | None:
    made = artifacts_for(permissions_here(request)).filter(session=found)
    wanted = request.GET.get("artifact", "")
    try:
        return made.filter(pk=uuid.UUID(wanted)).first() if wanted else made.order_by("-created_at").first()
    except ValueError:
        raise Http404 from None


def page(
    request: HttpRequest, talk: Session | None, made: Artifact | None, *, link: str = "", status: int = 200
) -> HttpResponse:
    permissions, now = permissions_here(request), timezone.now()
    said = exchanges_of(talk, permissions) if talk else []
    with timezone.override(current_business().zone):
        context: dict[str, Any] = {
            "section": "artifacts",
            "talk": talk,
            "said": said,
            "attached": attachments_of(talk) if talk else [],
            "choices": said[-1].choices if said else [],
            "sessions": sessions_of(member_of(request.user).key)[:LISTED],
            "made": with_open_comments(artifacts_for(permissions))[:LISTED],
            "key": uuid.uuid4(),
            "limit": LONGEST_MESSAGE,
            "link": link,
        }
        if made is not None:
            may_share = Permission.ASSISTANT_CHANGE in permissions
            context |= panel(made, request.GET.dict())
            context |= {
                "may_share": may_share,
                "share_form": ShareForm(),
                "shares": open_shares(now).filter(artifact=made).order_by("-created_at") if may_share else [],
                "longest_comment": LONGEST_COMMENT,
            }
        return render(request, "artifacts/desk.html", context, status=status)


def own_session(request: HttpRequest, key: UUID) -> Session:
    """404 for somebody else's, as for none."""
    return get_object_or_404(sessions_of(member_of(request.user).key), pk=key)


def own_artifact(request: HttpRequest, key: UUID) -> Artifact:
    """404 for one of which the member may not see what it holds, as for none."""
    return get_object_or_404(artifacts_for(permissions_here(request)), pk=key)


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """A message in a session, or the first of a new one; the form's key has it said once in a session."""
    wanted = request.POST.get("session", "")
    found = own_session(request, as_key(wanted)) if wanted else None
    member = member_of(request.user)
    data = {"message": request.POST.get("text", ""), "client_message_id": request.POST.get("key", "")[:64]}
    try:
        count_question(member.key)
        told = answered(member, data, found.pk if found else None)
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        return redirect("artifacts-session", found.pk) if found else redirect("artifacts")
    return redirect(f"{reverse('artifacts-session', args=[told['session_id']])}#latest")


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """A file for a session, a new one where none is named."""
    wanted, file = request.POST.get("session", ""), request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect("artifacts-session", as_key(wanted)) if wanted else redirect("artifacts")
    member, now = member_of(request.user), timezone.now()
    found = own_session(request, as_key(wanted)) if wanted else None
    try:
        count_question(member.key)
        found = found or begin_session(title=file.name or "", member=member, now=now)
        made = attach(session=found, name=file.name or "", content=file.read(), by=member.by, now=now)
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        return redirect("artifacts-session", found.pk) if found else redirect("artifacts")
    read_soon(made)
    return redirect("artifacts-session", found.pk)


def as_key(text: str) -> UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def forget(request: HttpRequest, session_id: UUID) -> HttpResponse:
    found = own_session(request, session_id)
    delete_session(session_id=found.pk, member=member_of(request.user).key, by=actor_of(request.user))
    messages.success(request, _("The conversation is deleted. What was made in it is still there."))
    return redirect("artifacts")


def changed(request: HttpRequest, artifact_id: UUID, change: Callable[[Artifact], object], told: str) -> HttpResponse:
    """Do it to an artifact of theirs, say so, and show it."""
    found = own_artifact(request, artifact_id)
    try:
        change(found)
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
    else:
        messages.success(request, told)
    return redirect("artifact", artifact_id)


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def save(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Another version; where somebody was faster, what was typed stays in the form."""
    found = own_artifact(request, artifact_id)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    based = request.POST.get("based_on", "")
    try:
        edit(
            artifact_id=found.pk,
            text=text,
            based_on=int(based) if based.isascii() and based.isdecimal() and len(based) < 9 else 0,
            by=actor_of(request.user),
            now=timezone.now(),
        )
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        request.unsaved = text  # type: ignore[attr-defined]  # the template shows it in place of what is kept
        return page(request, None, found, status=error.status)
    messages.success(request, _("Saved as another version."))
    return redirect("artifact", artifact_id)


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def bring_back(request: HttpRequest, artifact_id: UUID, number: int) -> HttpResponse:
    def change(found: Artifact) -> None:
        version = get_object_or_404(found.versions, number=number)
        restore(artifact_id=found.pk, number=version.number, by=actor_of(request.user), now=timezone.now())

    return changed(request, artifact_id, change, _("It says again what version %(n)d said.") % {"n": number})


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def remark(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    def change(found: Artifact) -> None:
        number = request.POST.get("version", "")
        version = get_object_or_404(found.versions, number=int(number) if number.isdecimal() and len(number) < 9 else 0)
        comment(version=version, text=request.POST.get("text", ""), by=actor_of(request.user), now=timezone.now())

    return changed(request, artifact_id, change, _("Your comment is there."))


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def settled(request: HttpRequest, artifact_id: UUID, comment_id: int) -> HttpResponse:
    def change(found: Artifact) -> None:
        said = get_object_or_404(found.comments, pk=comment_id)
        settle(artifact_id=found.pk, comment_id=said.pk, by=actor_of(request.user), now=timezone.now())

    return changed(request, artifact_id, change, _("The comment is settled."))


@member_required(Permission.ASSISTANT_CHANGE)
@require_POST
def make_link(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """The link is on this one page, and nowhere else any more."""
    found, form = own_artifact(request, artifact_id), ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of these."))
        return redirect("artifact", artifact_id)
    given = form.cleaned_data
    try:
        _made, token = share(
            artifact_id=found.pk,
            rights=Rights(given["rights"]),
            days=given["days"],
            by=actor_of(request.user),
            now=timezone.now(),
        )
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        return redirect("artifact", artifact_id)
    return page(request, None, found, link=address_of(request, token))


@member_required(Permission.ASSISTANT_CHANGE)
@require_POST
def close_link(request: HttpRequest, artifact_id: UUID, share_id: UUID) -> HttpResponse:
    def change(found: Artifact) -> None:
        link = get_object_or_404(found.shares, pk=share_id)
        revoke(artifact_id=found.pk, share_id=link.pk, by=actor_of(request.user), now=timezone.now())

    return changed(request, artifact_id, change, _("The link opens nothing any more."))


@member_required(Permission.ASSISTANT_ASK)
@require_POST
def delete(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    delete_artifact(artifact_id=own_artifact(request, artifact_id).pk, by=actor_of(request.user))
    messages.success(request, _("It is deleted, with its versions and links."))
    return redirect("artifacts")


@member_required(Permission.ASSISTANT_ASK)
@require_GET
def export(request: HttpRequest, artifact_id: UUID, form: str) -> HttpResponse:
    try:
        return file_of(own_artifact(request, artifact_id), form)
    except AppError as error:
        messages.error(request, str(error.title))
        return redirect("artifact", artifact_id)
