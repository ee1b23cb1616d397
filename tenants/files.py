"""A business's files: below a name of its own, in a folder of this machine or in S3. No name leads out of there.

``default_storage`` is one of the two, by settings, and keeps what is of the business entered.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, default_storage

from tenants.context import current_schema, enter

if TYPE_CHECKING:
    from django.core.files import File


class BusinessFiles(Protocol):
    """What both stores do with all files of the business entered."""

    def names(self) -> list[str]: ...

    def clear(self) -> int:
        """Delete them all; how many there were."""
        ...

    def take_from(self, schema: str) -> None:
        """Those of another business become this one's, which has none."""
        ...

    def save(self, name: str, content: File[bytes]) -> str: ...

    def open(self, name: str) -> File[bytes]: ...


def files() -> BusinessFiles:
    return cast("BusinessFiles", default_storage)


def place_of(schema: str, name: str) -> str:
    """Where a business's file of that name is among those of all; of no name, all of the business's.

    Raises ``SuspiciousFileOperation`` for a name that would lead elsewhere.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise SuspiciousFileOperation(f"{name!r} leads out of the files of {schema}")
    return str(PurePosixPath(schema) / path)


def erase_files_of(schema: str) -> int:
    """How many went."""
    with enter(schema):
        return files().clear()


class BusinessFolder(FileSystemStorage):
    """Below `MEDIA_ROOT`, a folder for each business."""

    @property
    def base_location(self) -> str:
        return self.path("")

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def path(self, name: str) -> str:
        return str(Path(settings.MEDIA_ROOT) / place_of(current_schema(), name))

    def names(self) -> list[str]:
        root = Path(self.location)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def clear(self) -> int:
        count = len(self.names())
        rmtree(self.location, ignore_errors=True)
        return count

    def take_from(self, schema: str) -> None:
        before = Path(settings.MEDIA_ROOT) / place_of(schema, "")
        if before.exists():
            before.rename(self.location)
