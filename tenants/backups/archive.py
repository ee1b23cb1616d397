"""The file: a zip of tables as PostgreSQL's COPY writes them, uploaded files, and a manifest with their check-sums."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.serializers.json import DjangoJSONEncoder

from tenants.backups.errors import BackupRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT, VERSION = "x-seven business", 1
MANIFEST = "manifest.json"
FILES = "files/"
READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredTable:
    """``columns`` in the order of the file's; ``last_keys`` are the last each of its columns has given out."""

    name: str
    columns: list[str]
    last_keys: dict[str, int]

    @property
    def part(self) -> str:
        return f"tables/{self.name}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the business was outside its schema. ``people`` are the logins its rows name: address by key."""

    schema: str
    migrations: str
    written_at: str
    business: dict[str, Any]
    roles: list[dict[str, Any]]
    members: list[dict[str, str]]
    people: dict[str, str]
    kinds: dict[str, list[str]]
    tables: list[StoredTable]
    sums: dict[str, str] = field(default_factory=dict)
    format: str = FORMAT
    version: int = VERSION


class Writer:
    """Call ``finish`` once at the end: without a manifest it is no backup."""

    def __init__(self, target: Path) -> None:
        self.zip = ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True)
        self.sums: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.zip.close()

    def add(self, name: str, content: Iterable[bytes | memoryview]) -> None:
        """Put a part in as it comes."""
        digest = hashlib.sha256()
        with self.zip.open(name, "w", force_zip64=True) as target:
            for piece in content:
                digest.update(piece)
                target.write(piece)
        self.sums[name] = digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        whole = asdict(manifest) | {"sums": self.sums}
        self.zip.writestr(MANIFEST, json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))


class Reader:
    """A backup that is whole; raises ``BackupRefused`` where it is none of ours, or not as it was written."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = ZipFile(path)
            self.manifest = _manifest(json.loads(self.zip.read(MANIFEST)))
            self._check()
        except (BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, OSError) as error:
            raise BackupRefused from error

    def _check(self) -> None:
        stored = set(self.zip.namelist()) - {MANIFEST}
        if stored != set(self.manifest.sums) or not {table.part for table in self.manifest.tables} <= stored:
            raise BackupRefused
        for name, expected in self.manifest.sums.items():
            digest = hashlib.sha256()
            with self.open(name) as part:
                for piece in pieces(part):
                    digest.update(piece)
            if digest.hexdigest() != expected or not _is_below(name.removeprefix(FILES)):
                raise BackupRefused

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self.zip.open(name) as part:
            yield part

    @property
    def files(self) -> list[str]:
        """The names of uploaded files, below the business's own folder."""
        return [name.removeprefix(FILES) for name in self.manifest.sums if name.startswith(FILES)]


def _is_below(name: str) -> bool:
    """Whether it stays in the folder it is put into: the check-sums are of whoever wrote the file."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _manifest(read: dict[str, Any]) -> Manifest:
    if (read.get("format"), read.get("version")) != (FORMAT, VERSION):
        raise BackupRefused
    return Manifest(**read | {"tables": [StoredTable(**table) for table in read["tables"]]})


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(READ_AT_ONCE):
        yield piece
