"""What is refused of files with rows of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence


class ImportRefused(AppError):
    status = 409
    code = "import"
    title = _("That import is not possible")


class FileNotRead(ImportRefused):
    """It is none of the kinds we read, too large, or not what its name says."""

    status = 422
    code = "file-not-read"
    title = _("This file cannot be read")


class AnotherImport(ImportRefused):
    code = "another-import"
    title = _("Another import is under way; wait until it is over")


class NotWaiting(ImportRefused):
    code = "import-not-waiting"
    title = _("This import does not wait for a yes any more")


class ChangedSince(ImportRefused):
    """Rows are not what the import left; ``rows`` are what the first of them are called."""

    code = "changed-since"
    title = _("It cannot be undone: something was changed since")

    def __init__(self, rows: Sequence[str] = ()) -> None:
        told = _("It cannot be undone: changed since the import, or in use: %(rows)s")
        super().__init__(told % {"rows": ", ".join(rows)} if rows else "")


class TableNotAllowed(ImportRefused):
    status = 403
    code = "table-not-allowed"
    title = _("You may not change everything that is in this file")
