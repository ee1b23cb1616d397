"""Businesses' files in a bucket, each business's below its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storages.backends.s3 import S3Storage

from tenants.context import current_schema
from tenants.files import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DELETED_AT_ONCE = 1000
"""What S3's DeleteObjects takes."""


class BusinessObjects(S3Storage):
    """All names pass ``_normalize_name``, whatever is asked of the store."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "file_overwrite": False}

    def _normalize_name(self, name: str) -> str:
        return place_of(current_schema(), name)

    def names(self) -> list[str]:
        return [key.removeprefix(_prefix(current_schema())) for key in self._keys(current_schema())]

    def clear(self) -> int:
        keys = list(self._keys(current_schema()))
        for first in range(0, len(keys), DELETED_AT_ONCE):
            some = [{"Key": key} for key in keys[first : first + DELETED_AT_ONCE]]
            answer = self.bucket.delete_objects(Delete={"Objects": some, "Quiet": True})
            if failed := answer.get("Errors"):
                raise OSError(f"{len(failed)} files were not deleted: {failed[0].get('Message')}")
        return len(keys)

    def take_from(self, schema: str) -> None:
        before, now = _prefix(schema), _prefix(current_schema())
        for key in list(self._keys(schema)):
            source = {"Bucket": self.bucket_name, "Key": key}
            self.bucket.Object(now + key.removeprefix(before)).copy_from(CopySource=source)
            self.bucket.Object(key).delete()

    def _keys(self, schema: str) -> Iterator[str]:
        pages = self.connection.meta.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=_prefix(schema)):
            yield from (found["Key"] for found in page.get("Contents", ()))


def _prefix(schema: str) -> str:
    return f"{place_of(schema, '')}/"
