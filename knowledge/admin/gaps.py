"""Questions that nothing answered: one click to answer one for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.admin.forms import AnswerForm
from knowledge.models import Gap
from knowledge.operations import answer_gap, drop_gap
from tenants.actors import actor_of
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, business_admin

if TYPE_CHECKING:
    from django.http import HttpRequest

LIST = "admin:knowledge_gap_changelist"


@admin.register(Gap, site=business_admin)
class GapAdmin(BusinessModelAdmin):
    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    list_display = ("question", "asked", "asked_at", "answer")
    list_filter = ("language", ("answer", admin.EmptyFieldListFilter))
    list_select_related = ("answer",)
    search_fields = ("question",)
    ordering = ("-asked_at",)
    change_list_template = "admin/knowledge/gap/list.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Gap | None = None) -> bool:
        return False  # by the button on its page

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        gap = self.get_object(request, object_id)
        if gap is None:
            raise Http404
        form = AnswerForm(request.POST if request.method == "POST" and request.POST.get("do") == "answer" else None)
        if request.method == "POST" and self.acted(request, gap, form):
            return redirect(LIST)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Question without an answer"),
            "opts": self.opts,
            "gap": gap,
            "form": form,
            "may_change": self.has_change_permission(request),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/knowledge/gap/one.html", context, status=status)

    def acted(self, request: HttpRequest, gap: Gap, form: AnswerForm) -> bool:
        """Whether it is answered, or let go."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        by = actor_of(request.user)
        if request.POST.get("do") == "drop":
            drop_gap(gap_id=gap.pk, by=by)
            return True
        if not form.is_valid():
            return False
        try:
            answer_gap(gap_id=gap.pk, text=form.cleaned_data["text"], by=by, now=timezone.now())
        except AppError as error:
            form.add_error("text", str(error.detail))
            return False
        messages.success(request, gettext("Answered. Customers who ask this are told from now on."))
        return True
