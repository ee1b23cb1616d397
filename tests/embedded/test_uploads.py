"""What businesses keep as files goes along with a backup from where it is kept, and comes back to where it is then."""

import tarfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from embedded import uploads
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.objects import Objects, client
from embedded.offsite import Bucket
from tests.objects import variables

FILES = {"b_marios/menus/lunch.txt": b"pasta", "b_bella/menus/lunch.txt": b"soup", "b_bella/copy.zip": b""}


@pytest.fixture
def bucket(objects: Objects, monkeypatch: pytest.MonkeyPatch) -> str:
    """One that is set and empty."""
    name = f"uploads-{uuid4().hex}"
    client(objects).create_bucket(Bucket=name)
    for setting, value in {**variables(objects), "FILES_BUCKET": name}.items():
        monkeypatch.setenv(setting, value)
    return name


def packed(layout: Layout, file: Path) -> Path:
    with tarfile.open(file, "w") as archive:
        uploads.add(layout, archive)
    return file


def unpacked(file: Path, folder: Path) -> Path:
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    return folder


def in_folder(layout: Layout) -> dict[str, bytes]:
    root = layout.var / "media"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def in_bucket(objects: Objects, name: str) -> dict[str, bytes]:
    s3 = client(objects)
    names = Bucket(s3, name).names("")
    return {each: s3.get_object(Bucket=name, Key=each)["Body"].read() for each in names}


def test_from_a_bucket_into_a_folder_and_into_a_bucket_again(
    layout: Layout, objects: Objects, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in FILES.items():
        client(objects).put_object(Bucket=bucket, Key=name, Body=content)
    folder = unpacked(packed(layout, tmp_path / "a.tar"), tmp_path / "a")
    monkeypatch.setenv("FILES_BUCKET", "")
    uploads.put_back(layout, folder)
    assert in_folder(layout) == FILES

    again = unpacked(packed(layout, tmp_path / "b.tar"), tmp_path / "b")
    for name in FILES:
        client(objects).delete_object(Bucket=bucket, Key=name)
    client(objects).put_object(Bucket=bucket, Key="b_marios/since.txt", Body=b"since")
    monkeypatch.setenv("FILES_BUCKET", bucket)
    uploads.put_back(layout, again)
    assert in_bucket(objects, bucket) == FILES | {"b_marios/since.txt": b"since"}


def test_what_is_deleted_meanwhile_is_left_out(
    layout: Layout, objects: Objects, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in FILES.items():
        client(objects).put_object(Bucket=bucket, Key=name, Body=content)
    fetch = Bucket.fetch

    def deleted_first(self: Bucket, name: str, path: Path) -> Any:
        if name.startswith("b_marios"):
            self.delete(name)
        return fetch(self, name, path)

    monkeypatch.setattr(Bucket, "fetch", deleted_first)
    with tarfile.open(packed(layout, tmp_path / "a.tar")) as archive:
        assert {name for name in archive.getnames() if "." in name} == {
            "media/b_bella/menus/lunch.txt",
            "media/b_bella/copy.zip",
        }


def test_a_bucket_that_is_not_there_is_told_by_its_setting(
    layout: Layout, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILES_BUCKET", "nowhere")
    with pytest.raises(ServiceError, match="FILES_BUCKET=nowhere"):
        packed(layout, tmp_path / "a.tar")
