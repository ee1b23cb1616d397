"""Buckets: that of `BACKUPS_BUCKET`, into which what is written is copied, and that of `FILES_BUCKET`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from embedded import objects
from embedded.errors import ServiceError
from embedded.layout import Layout

BACKUPS, BUSINESSES, BASES, LOG = "backups/", "businesses/", "base/", "wal/"
"""What lies where among the backups: of everything and of one business, a file each; folders of copies of the cluster;
files of its log."""
NOT_THERE = {"404", "NoSuchKey"}
"""How servers say that there is no such object: of its head, and of itself."""


class Missing(ServiceError):
    """There is nothing of that name in the bucket."""


class Bucket:
    """All raises ServiceError where the bucket cannot be reached, or does not let us."""

    def __init__(self, client: Any, name: str, setting: str = "BACKUPS_BUCKET") -> None:
        self._client = client
        self._setting = setting
        self.name = name
        self.address = f"s3://{name}"

    def names(self, prefix: str) -> dict[str, datetime]:
        """What is below the prefix, and since when."""
        with self._telling():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
            found = [each for page in pages for each in page.get("Contents", ())]
        return {each["Key"].removeprefix(prefix): each["LastModified"] for each in found}

    def put(self, path: Path, name: str) -> None:
        """It has its name once it is whole."""
        with self._telling():
            self._client.upload_file(str(path), self.name, name)

    def fetch(self, name: str, path: Path) -> None:
        """For its owner only; whole, or not there at all. Raises ``Missing`` where the bucket has none."""
        growing = path.with_name(f".{path.name}.fetched")
        path.parent.mkdir(parents=True, exist_ok=True)
        growing.touch(mode=0o600)
        try:
            with self._telling():
                self._client.download_file(self.name, name, str(growing))
            growing.replace(path)
        finally:
            growing.unlink(missing_ok=True)

    def delete(self, name: str) -> None:
        with self._telling():
            self._client.delete_object(Bucket=self.name, Key=name)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error  # noqa: PLC0415 - with the client
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            code = error.response.get("Error", {}).get("Code") if isinstance(error, ClientError) else None
            kind = Missing if code in NOT_THERE else ServiceError
            raise kind(f"{self._setting}={self.name}: {error}") from error


def bucket() -> Bucket | None:
    """Of backups, where one is set. Raises ServiceError for settings that are said by half."""
    told = objects.told()
    return Bucket(objects.client(told), told.backups) if told.backups else None


def bucket_of_files() -> Bucket | None:
    """Of what businesses keep as files, where one is set. Raises ServiceError as that of backups does."""
    told = objects.told()
    return Bucket(objects.client(told), told.files, "FILES_BUCKET") if told.files else None


@contextmanager
def fetched(layout: Layout, bucket: Bucket, folder: str, name: str) -> Iterator[Path]:
    """What the bucket has below the folder by that name, or last of all where none is said; here for the block.

    Raises ServiceError where it has none.
    """
    there = bucket.names(folder)
    name = name or max(there, key=lambda each: there[each], default="")
    if name not in there:
        newest = ", ".join(sorted(there, key=lambda each: there[each])[-3:]) or "nothing"
        raise ServiceError(f"{name or 'A backup'} is neither here nor in {bucket.address}; there is {newest}.")
    layout.make()
    with tempfile.TemporaryDirectory(dir=layout.var) as here:
        bucket.fetch(folder + name, Path(here) / name)
        yield Path(here) / name
