"""What can be wrong with the catalogue's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class CatalogueError(ValueError):
    """A file of the catalogue that cannot be read, and why: for whoever wrote it."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path.name}: {fault}")
