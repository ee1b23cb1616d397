"""The file an export is: a zip with a JSON and a CSV file per table, and a manifest that says what is in it.

JSON is exact, a row a line. In CSV, what is no text is written as JSON, and a cell that a spreadsheet would run as a
formula begins with an apostrophe (OWASP, "CSV Injection"); ``from_cell`` takes it away again.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING, Any, Self
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from businesses.privacy.errors import ArchiveNotValid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from businesses.privacy.holdings import Row

FORMAT, VERSION = "x-seven export", 1
MANIFEST = "manifest.json"
READ_AT_ONCE = 1 << 20
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "'")


class Encoder(DjangoJSONEncoder):
    """Times with their offset and all their digits; a range as its two ends."""

    def default(self, o: Any) -> Any:
        match o:
            case DateTimeTZRange():
                return {"from": o.lower.isoformat(), "to": o.upper.isoformat()}
            case datetime() | date() | time():
                return o.isoformat()
        return super().default(o)


def as_json(value: Any) -> str:
    return json.dumps(value, cls=Encoder, ensure_ascii=False, separators=(",", ":"))


def as_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            text = value
        case datetime() | date() | time():
            text = value.isoformat()
        case UUID():
            text = str(value)
        case _:
            text = as_json(value).strip('"')
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def from_cell(cell: str) -> str:
    """What was written as the cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RUN_BY_SPREADSHEETS) else cell


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the archive, as the manifest names it."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenTable:
    name: str
    rows: int
    columns: tuple[str, ...]
    json: Part
    csv: Part


class Hashed:
    """A file that is being written, with its check-sum."""

    def __init__(self, path: Path) -> None:
        self.file: IO[bytes] = path.open("wb")
        self.path, self.sum, self.size = path, hashlib.sha256(), 0

    def write(self, text: str) -> int:
        content = text.encode()
        self.sum.update(content)
        self.size += len(content)
        return self.file.write(content)

    def part(self, name: str) -> Part:
        self.file.close()
        return Part(name, self.size, self.sum.hexdigest())


class Writer:
    """Writes an archive at ``target``; ``folder`` is for its parts while they grow. Call ``finish`` once at the end."""

    def __init__(self, target: Path, folder: Path) -> None:
        self.zip = ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True)
        self.folder = folder
        self.tables: list[WrittenTable] = []
        self.files: list[Part] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.zip.close()

    def add_table(self, name: str, columns: tuple[str, ...], rows: Iterable[Row], tick: Callable[[], None]) -> None:
        """Write the rows as they come: no more than one is held here."""
        lines, cells = Hashed(self.folder / "json"), Hashed(self.folder / "csv")
        sheet = csv.DictWriter(cells, columns, lineterminator="\r\n")
        sheet.writeheader()
        count = 0
        lines.write("[")
        for row in rows:
            lines.write(f"{',' if count else ''}\n{as_json(dict(row))}")
            sheet.writerow({column: as_cell(row[column]) for column in columns})
            count += 1
            tick()
        lines.write("\n]\n")
        parts = lines.part(f"data/{name}.json"), cells.part(f"data/{name}.csv")
        for written, part in zip((lines, cells), parts, strict=True):
            self.zip.write(written.path, part.file)
        self.tables.append(WrittenTable(name, count, columns, *parts))

    def add_file(self, source: IO[bytes], name: str) -> None:
        """Put in an uploaded file as it is."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(f"files/{name}", "w", force_zip64=True) as target:
            while content := source.read(READ_AT_ONCE):
                digest.update(content)
                size += target.write(content)
        self.files.append(Part(f"files/{name}", size, digest.hexdigest()))

    def finish(self, **facts: Any) -> None:
        """Write the manifest; ``facts`` say of whom and when the export is."""
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            **facts,
            "tables": [asdict(table) for table in self.tables],
            "files": [asdict(part) for part in self.files],
        }
        self.zip.writestr(MANIFEST, json.dumps(manifest, cls=Encoder, ensure_ascii=False, indent=2))


class Reader:
    """An archive to be read; raises ``ArchiveNotValid`` where it is none of ours, or not as it was written."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = ZipFile(path)
            self.manifest = json.loads(self.zip.read(MANIFEST))
        except (BadZipFile, KeyError, ValueError, OSError) as error:
            raise ArchiveNotValid from error
        if (self.manifest.get("format"), self.manifest.get("version")) != (FORMAT, VERSION):
            raise ArchiveNotValid
        self._check()

    def _check(self) -> None:
        parts = [table[kind] for table in self.manifest["tables"] for kind in ("json", "csv")]
        for part in (*parts, *self.manifest["files"]):
            digest = hashlib.sha256()
            try:
                with self.zip.open(part["file"]) as file:
                    while content := file.read(READ_AT_ONCE):
                        digest.update(content)
            except (BadZipFile, KeyError) as error:
                raise ArchiveNotValid from error
            if digest.hexdigest() != part["sha256"]:
                raise ArchiveNotValid

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as JSON has them; none where the archive does not have the table."""
        names = {each["name"]: each["json"]["file"] for each in self.manifest["tables"]}
        if table not in names:
            return
        with self.zip.open(names[table]) as file:
            for line in file:
                text = line.decode().strip().removesuffix(",").removeprefix(",")
                if text not in {"[", "]", ""}:
                    yield json.loads(text)
