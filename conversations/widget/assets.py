"""The widget's own files under an address that changes with their content, so that browsers may keep them for ever.

ES modules import each other by relative names: serving the folder under one version keeps those names short and
consistent without a build step.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "widget"
CONTENT_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


ALONE = frozenset({"loader.js", "unlisted.js"})
"""Scripts that other pages than the conversation's load."""


@dataclass(frozen=True)
class Asset:
    content_type: str
    body: bytes
    compressed: bytes

    @classmethod
    def of(cls, name: str, body: bytes) -> Asset:
        return cls(CONTENT_TYPES[Path(name).suffix], body, gzip.compress(body, mtime=0))

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Assets:
    version: str
    files: Mapping[str, Asset]

    @property
    def modules(self) -> list[str]:
        """The scripts of the conversation page, for ``modulepreload``."""
        return [name for name in self.files if name.endswith(".js") and name not in ALONE]

    def text(self, name: str) -> str:
        return self.files[name].body.decode()


@cache
def assets() -> Assets:
    """All files of ``static/widget``, read once per process."""
    folder = Path(settings.BASE_DIR) / "static" / FOLDER
    paths = sorted(path for path in folder.iterdir() if path.suffix in CONTENT_TYPES)
    digest = hashlib.sha256()
    files = {}
    for path in paths:
        body = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + body)
        files[path.name] = Asset.of(path.name, body)
    return Assets(version=digest.hexdigest()[:12], files=MappingProxyType(files))
