"""A list as people write one in a form: one thing a line."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget


class LinesField(forms.CharField):
    """Cleaned to a list of the lines that say something, in order; an empty box is an empty list."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})
    empty_values = (*forms.CharField.empty_values, [])

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))
