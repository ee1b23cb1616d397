"""The page of canned replies: what staff answer often, kept by those who answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.inbox.canned import PLACEHOLDERS, unknown_placeholders
from conversations.models import CannedReply
from conversations.operations.canned import delete_canned_reply, save_canned_reply
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required

if TYPE_CHECKING:
    from django.http import HttpRequest

    CannedReplyModelForm = forms.ModelForm[CannedReply]
else:
    CannedReplyModelForm = forms.ModelForm


class CannedReplyForm(CannedReplyModelForm):
    class Meta:
        model = CannedReply
        fields = ("shortcut", "locale", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def clean_shortcut(self) -> str:
        shortcut: str = self.cleaned_data["shortcut"]
        return shortcut.lower()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if unknown := unknown_placeholders(text):
            named = ", ".join(f"{{{name}}}" for name in unknown)
            raise ValidationError(
                _("Nothing stands for %(unknown)s. See the list of words in braces below."), params={"unknown": named}
            )
        return text


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, reply_id: int | None = None) -> HttpResponse:
    """All replies, and the form of a new one or of the one named; the POST keeps it."""
    reply = CannedReply.objects.filter(pk=reply_id).first() if reply_id else CannedReply()
    if reply is None:
        raise Http404
    if request.method != "POST":
        initial = None if reply_id else {"locale": current_business().locale}
        return _show(request, CannedReplyForm(instance=reply, initial=initial), reply_id)
    form = CannedReplyForm(request.POST, instance=reply)
    if not form.is_valid():
        return _show(request, form, reply_id, status=422)
    kept = save_canned_reply(reply=form.save(commit=False), by=actor_of(request.user))
    messages.success(request, _("/%(shortcut)s is kept.") % {"shortcut": kept.shortcut})
    return redirect("canned-replies")


@member_required(Permission.CONVERSATIONS_ANSWER)
@require_POST
def delete(request: HttpRequest, reply_id: int) -> HttpResponse:
    delete_canned_reply(reply_id=reply_id, by=actor_of(request.user))
    messages.success(request, _("The reply is deleted."))
    return redirect("canned-replies")


def _show(request: HttpRequest, form: CannedReplyForm, reply_id: int | None, *, status: int = 200) -> HttpResponse:
    context = {
        "section": "inbox",
        "form": form,
        "reply_id": reply_id,
        "replies": CannedReply.objects.all(),
        "placeholders": [(f"{{{name}}}", label) for name, label in PLACEHOLDERS.items()],
    }
    return render(request, "inbox/replies.html", context, status=status)
