"""Teaching the assistant: intents by example, what a change would alter, and a place to try a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.desk import called, context_now
from agents.models import IntentModelVersion, TaughtIntent
from agents.teaching import examples_of, taught_model, train_taught
from agents.validators import MOST
from conversations.admin.conversations import ReadOnly
from conversations.forms import TaughtIntentForm, TrySentenceForm
from conversations.models import Turn
from conversations.sentences import doubtful_sentences, recent_sentences, said_in
from tenants.actors import actor_of
from tenants.permissions import Permission
from tenants.sites import BusinessModelAdmin, admin_page, business_admin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from agents.understanding.types import Understanding, Vocabulary


@admin.register(TaughtIntent, site=business_admin)
class TaughtIntentAdmin(BusinessModelAdmin):
    """Saving trains; "Show what would change" trains aside and shows, and saves nothing."""

    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    form = TaughtIntentForm
    list_display = ("name", "example_count", "is_active", "updated_at")
    list_filter = ("is_active",)
    search_fields = ("name", "answer")
    ordering = ("name",)
    change_form_template = "admin/agents/taught_intent.html"
    change_list_template = "admin/agents/taught_intents.html"

    @admin.display(description=gettext_lazy("examples"))
    def example_count(self, intent: TaughtIntent) -> int:
        return len(intent.examples)

    def get_urls(self) -> list[URLPattern]:
        own = [path("try/", self.admin_site.admin_view(self.try_sentence), name="agents_try")]
        return [*own, *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What customers wrote is the first example: in a ``turn`` whose page tells why, or as it was not answered."""
        if examples := request.GET.getlist("example"):
            return {"examples": examples[:MOST]}
        try:
            turn = Turn.objects.filter(pk=request.GET.get("turn", "")).first()
        except ValidationError:  # no key
            turn = None
        return {"examples": [each.text for each in said_in(turn)]} if turn else {}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response: HttpResponse = super().changelist_view(
            request, {**(extra_context or {}), "doubtful": doubtful_sentences()}
        )
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and "_preview" in request.POST:
            return self._preview(request, object_id)
        response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return response

    def _preview(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """Which recent sentences would be read otherwise; the intent itself is not saved."""
        from agents.understanding.intents import train  # noqa: PLC0415  # numpy and the runtime: not at start-up
        from agents.understanding.intents.changes import changes  # noqa: PLC0415

        edited: TaughtIntent | None = self.get_object(request, object_id) if object_id else None
        form = TaughtIntentForm(request.POST, instance=edited)
        found = None
        if form.is_valid():
            others = TaughtIntent.objects.filter(is_active=True).exclude(pk=edited.pk if edited else 0)
            proposed = [*others, *([form.instance] if form.instance.is_active else [])]
            if proposed:
                found = changes(taught_model(), train(examples_of(proposed)), recent_sentences())
        context = {**self.admin_site.each_context(request), "form": form, "changes": found, "opts": self.opts}
        return TemplateResponse(request, "admin/agents/preview.html", context)

    def save_model(self, request: HttpRequest, obj: TaughtIntent, form: TaughtIntentForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._train(request)

    def delete_model(self, request: HttpRequest, obj: TaughtIntent) -> None:
        super().delete_model(request, obj)
        self._train(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[TaughtIntent]) -> None:
        super().delete_queryset(request, queryset)
        self._train(request)

    def _train(self, request: HttpRequest) -> None:
        version = train_taught(by=actor_of(request.user))
        if version is not None:
            told = _("The assistant has learned %(intents)d intents from %(examples)d examples.")
            messages.info(request, told % {"intents": version.intents, "examples": version.examples})

    @admin_page(Permission.ASSISTANT_VIEW)
    def try_sentence(self, request: HttpRequest) -> HttpResponse:
        """Intent, details, confidence and why, for a sentence the owner types."""
        from agents.understanding.engine import understand  # noqa: PLC0415  # the runtime: not at start-up

        form = TrySentenceForm(request.GET or None)
        understood = None
        given = context_now(requested=form.requested() if form.is_bound and form.is_valid() else ())
        if form.is_bound and form.is_valid():
            understood = understand(form.cleaned_data["sentence"], given, taught=taught_model())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Try a sentence"),
            "form": form,
            "understood": understood,
            "details": details(understood, given.vocabulary) if understood else [],
        }
        return TemplateResponse(request, "admin/agents/try.html", context)


def details(understood: Understanding, vocabulary: Vocabulary) -> list[dict[str, object]]:
    """The slots as an owner reads them."""
    return [
        {
            "name": slot.name,
            "text": slot.text,
            "confidence": slot.confidence,
            "value": called(slot.name, slot.value, vocabulary),
            "others": [called(slot.name, each, vocabulary) for each in slot.alternatives],
        }
        for slot in understood.slots
    ]


@admin.register(IntentModelVersion, site=business_admin)
class IntentModelVersionAdmin(ReadOnly, BusinessModelAdmin):
    to_see, to_change = Permission.ASSISTANT_VIEW, Permission.ASSISTANT_CHANGE
    list_display = ("id", "trained_at", "intents", "examples", "trained_by")
    fields = ("trained_at", "intents", "examples", "trained_by")
    ordering = ("-id",)
