"""What is refused of documents, and why, in words somebody can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.reading.faults import Fault
from knowledge.reading.kinds import MOST_UNPACKED
from knowledge.reading.pages import MOST_PAGES
from tenants.errors import AppError

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class KnowledgeError(AppError):
    status = 409
    code = "knowledge"
    title = _("That is not possible with this document")


class DocumentNotRead(KnowledgeError):
    status = 422
    code = "document-not-read"
    title = _("This document cannot be read")


class NothingRead(KnowledgeError):
    code = "nothing-read"
    title = _("Nothing of it has been read yet; it can be approved once it is")


class TooManySources(KnowledgeError):
    code = "too-many-sources"
    title = _("There are as many documents as there can be; delete some first")


class TooMuchStored(KnowledgeError):
    code = "too-much-stored"
    title = _("There is no room for more documents. Delete some, or choose a higher plan.")


def told(fault: Fault) -> str:
    """What is wrong with a file, and what to do about it."""
    return str(TOLD[fault]) % {"size": filesizeformat(MOST_UNPACKED), "pages": MOST_PAGES}


TOLD: dict[Fault, _StrOrPromise] = {
    Fault.EMPTY: _("There is nothing in it."),
    Fault.NO_TEXT: _("There is no text in it. Is it a scan? Upload a document in which text can be marked."),
    Fault.KIND: _("This kind of file is not read. Upload PDF, DOCX, XLSX, CSV, HTML, Markdown or text."),
    Fault.OLD_OFFICE: _("It is locked by a password, or in an old format. Save it as DOCX or XLSX, without one."),
    Fault.PICTURE: _("Pictures are not read. Upload a document in which text can be marked."),
    Fault.BROKEN: _("The file is broken. Save it once more and upload it again."),
    Fault.LOCKED: _("It is locked by a password. Save it without one and upload it again."),
    Fault.MACROS: _("There are macros in it. Save it without them, as DOCX or XLSX."),
    Fault.SWOLLEN: _("It is larger than %(size)s once it is unpacked. Divide it into several."),
    Fault.PAGES: _("It has more than %(pages)d pages. Divide it into several."),
    Fault.LONG: _("There is too much text in it. Divide it into several."),
    Fault.TOO_MUCH: _("It takes too long to read. Save it more simply, or divide it into several."),
}


def too_large(most: int) -> DocumentNotRead:
    return DocumentNotRead(_now("It is larger than %(most)s; divide it into several.") % {"most": filesizeformat(most)})
