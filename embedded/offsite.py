"""Backups beyond this machine: what is written is copied into the bucket of `BACKUPS_BUCKET`, and fetched from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from embedded import objects
from embedded.errors import ServiceError

BACKUPS, BASES, LOG = "backups/", "base/", "wal/"
"""What lies where in the bucket: backups in one file, folders of copies of the cluster, files of its log."""


class Bucket:
    """All raises ServiceError where the bucket cannot be reached, or does not let us."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
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
        """For its owner only; whole, or not there at all."""
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
            raise ServiceError(f"BACKUPS_BUCKET={self.name}: {error}") from error


def bucket() -> Bucket | None:
    """The one that is set. Raises ServiceError for settings that are said by half."""
    told = objects.told()
    return Bucket(objects.client(told), told.backups) if told.backups else None
