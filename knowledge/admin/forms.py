"""What owners fill in about documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from knowledge.operations.sources import LONGEST_NAME, LONGEST_TITLE, MOST_BYTES
from knowledge.reading.pictures import program


class AddForm(forms.Form):
    """A file, or a note that is typed."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Customers see it."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=LONGEST_NAME,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, CSV, HTML, Markdown or text."),
    )
    text = forms.CharField(
        label=_("Or a note"), required=False, widget=forms.Textarea(attrs={"rows": 6}), max_length=100_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if program() is not None:
            self.fields["file"].help_text = _("PDF, DOCX, XLSX, CSV, HTML, Markdown, text, or a picture of a page.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("It is larger than %(most)s; divide it into several."), params={"most": filesizeformat(MOST_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("file")) == bool(given.get("text", "").strip()):
            self.add_error("file", _("Choose a file or type a note, and not both."))
        return given


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5_000)
