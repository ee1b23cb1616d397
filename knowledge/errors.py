"""What is refused of documents, and why, in words somebody can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.fetching.faults import Hitch
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


class OriginRefused(KnowledgeError):
    """``field`` is what has to be put right."""

    status = 422
    code = "origin-refused"
    title = _("Nothing can be fetched there")

    def __init__(self, field: str, detail: _StrOrPromise) -> None:
        self.field = field
        super().__init__(detail, errors={field: [str(detail)]})


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
    Fault.PICTURE: _(
        "Pictures are read where tesseract is installed, which is not so here, and drawings nowhere. Upload a text."
    ),
    Fault.BROKEN: _("The file is broken. Save it once more and upload it again."),
    Fault.LOCKED: _("It is locked by a password. Save it without one and upload it again."),
    Fault.MACROS: _("There are macros in it. Save it without them, as DOCX or XLSX."),
    Fault.SWOLLEN: _("It is larger than %(size)s once it is unpacked. Divide it into several."),
    Fault.PAGES: _("It has more than %(pages)d pages. Divide it into several."),
    Fault.LONG: _("There is too much text in it. Divide it into several."),
    Fault.TOO_MUCH: _("It takes too long to read. Save it more simply, or divide it into several."),
}


def told_hitch(hitch: Hitch) -> str:
    """Why something was not fetched, and what to do about it."""
    return str(HITCHES[hitch])


def told_of_page(hitch: str) -> str:
    """Of a page that is not there, or not read; empty for no hitch."""
    if hitch in set(Hitch):
        return told_hitch(Hitch(hitch))
    return told(Fault(hitch)) if hitch else ""


HITCHES: dict[Hitch, _StrOrPromise] = {
    Hitch.ADDRESS: _("This is no address that can be fetched. Write it whole, such as https://example.com/menu."),
    Hitch.PRIVATE: _("This address leads into a private network and is not called from here."),
    Hitch.UNREACHABLE: _("Nothing answers at this address."),
    Hitch.SLOW: _("It took too long to answer."),
    Hitch.BUSY: _("The server is busy, or out of order."),
    Hitch.ROBOTS: _("The site's robots.txt keeps programs away from it. Allow “X-Seven” there."),
    Hitch.GONE: _("There is no such page."),
    Hitch.LOCKED: _("It is only given out to those who are signed in."),
    Hitch.ANSWER: _("The server's answer is none that can be read."),
    Hitch.LARGE: _("It is too large."),
    Hitch.CIRCLES: _("The server sends one from address to address."),
    Hitch.MAP: _("The site map is broken, or none."),
    Hitch.NO_PAGES: _("There is nothing in it yet."),
    Hitch.ELSEWHERE: _("It is at another host than the rest, and left out."),
    Hitch.MANY: _("There is more than is read of one source; what comes after this is left out."),
    Hitch.TIME: _("There was no time for what comes after this."),
    Hitch.OPEN_LINE: _("A secret is not sent without encryption. Use an address that begins with https."),
    Hitch.UNKNOWN: _("The server's certificate is not valid, so it may be somebody else's."),
    Hitch.JSON: _("The answer is no JSON."),
    Hitch.NO_ITEMS: _("Nothing was found where the items and their fields should be. Check the paths."),
    Hitch.LEFT_OUT: _("Some of its items have none of the fields, and are left out."),
    Hitch.LOGIN: _("The server does not accept this user and password."),
    Hitch.FOLDER: _("There is no such folder."),
    Hitch.MAIL: _("This mail is broken."),
    Hitch.ERASED: _("It was erased at its sender's wish."),
}


def too_large(most: int) -> DocumentNotRead:
    return DocumentNotRead(_now("It is larger than %(most)s; divide it into several.") % {"most": filesizeformat(most)})
