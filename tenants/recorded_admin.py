"""What is written by hand in an admin is a deed like any other: Django's own log of it is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelChoiceField, PasswordInput
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from unfold.admin import ModelAdmin

from tenants.actors import actor_of
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

LONGEST_VALUE = 500
SECRET = ("password", "secret", "token", "key")
"""Of a field called so, that it changed is told, and not from what to what."""


class RecordedAdmin(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    """Base of every admin page: what is added, changed and deleted there goes into the audit."""

    def construct_change_message(
        self, request: HttpRequest, form: BaseForm, formsets: Any, add: bool = False
    ) -> dict[str, Any]:
        """What Django hands to ``log_addition`` and ``log_change`` below."""
        rows = [name_of(row) for formset in formsets or () for row in changed_rows(formset)]
        values = {**values_of(form), **values_inside(formsets or ())}
        return {"fields": sorted(form.changed_data), "rows": rows, "values": values}

    def log_addition(self, request: HttpRequest, obj: Model, message: dict[str, Any]) -> None:
        self.tell(request, "added", obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: dict[str, Any]) -> None:
        self.tell(request, "changed", obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        for obj in queryset:
            self.tell(request, "deleted", obj, {})

    def tell(self, request: HttpRequest, verb: str, obj: Model, message: dict[str, Any]) -> None:
        done(
            f"{obj._meta.model_name}.{verb}",
            about=name_of(obj),
            by=actor_of(request.user),
            detail={key: message[key] for key in ("fields", "rows") if message.get(key)},
            particulars={"called": str(obj)[:LONGEST_VALUE], "values": message.get("values", {})},
        )

    def response_action(self, request: HttpRequest, queryset: QuerySet[Model]) -> HttpResponse | None:
        """Deleting what was chosen, and telling of it, is one thing."""
        with transaction.atomic():
            response: HttpResponse | None = super().response_action(request, queryset)
            return response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        query = urlencode({"q": name_of(found) if found else f"{self.opts.model_name}:{object_id}"})
        return HttpResponseRedirect(f"{reverse('admin:audit_entry_changelist')}?{query}")


def name_of(obj: Model) -> str:
    """As deeds of operations name it: a booking by its reference, all else by its key."""
    return f"{obj._meta.model_name}:{getattr(obj, 'reference', obj.pk)}"


def changed_rows(formset: Any) -> Iterable[Model]:
    yield from formset.new_objects
    yield from (row for row, _fields in formset.changed_objects)
    yield from formset.deleted_objects


def values_of(form: BaseForm) -> dict[str, list[str]]:
    """Of each changed field what it was and is."""
    return {
        name: [told(initial_of(form, name)), told(form.cleaned_data.get(name))]
        for name in form.changed_data
        if name in form.fields and not is_secret(form, name)
    }


def values_inside(formsets: Iterable[Any]) -> dict[str, list[str]]:
    """The same of rows listed inside the page, each named before its field; of one that was taken out, its name."""
    found: dict[str, list[str]] = {}
    for formset in formsets:
        gone = set(formset.deleted_forms)
        for form in (each for each in formset.initial_forms + formset.extra_forms if each.has_changed()):
            if form in gone:
                found[str(form.instance)[:LONGEST_VALUE]] = [told(form.instance), ""]
            else:
                found |= {f"{form.instance}: {name}": pair for name, pair in values_of(form).items()}
    return found


def initial_of(form: Any, name: str) -> Any:
    """What the field had; of a row that was pointed at, the row."""
    field, value = form.fields[name], form.get_initial_for_field(form.fields[name], name)
    is_key = isinstance(field, ModelChoiceField) and isinstance(value, int)
    return field.queryset.filter(pk=value).first() if is_key else value


def is_secret(form: Any, name: str) -> bool:
    columns = form._meta.model._meta.fields if hasattr(form, "_meta") else ()
    column = next((each for each in columns if each.name == name), None)
    is_sealed = getattr(column, "is_sealed", False)
    return is_sealed or isinstance(form.fields[name].widget, PasswordInput) or any(word in name for word in SECRET)


def told(value: Any) -> str:
    if isinstance(value, QuerySet | list | tuple | set):
        return ", ".join(map(str, value))[:LONGEST_VALUE]
    return "" if value is None else str(value)[:LONGEST_VALUE]
