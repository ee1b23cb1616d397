"""What is put aside is in the bucket too, and comes back from there; what is set by half is refused with a hint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.checks import run_checks

from embedded.errors import ServiceError
from embedded.objects import Objects, client
from embedded.offsite import BASES, LOG, Bucket, bucket
from embedded.shipping import bring, prune, send_base, send_log
from tests.objects import variables

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2026-11-01T031500Z", "2026-11-02T031500Z", "2026-11-03T031500Z")
SAID = Objects("https://s3.example", "us-east-1", "key", "secret", "uploads", "backups")


def in_the_log(number: int) -> str:
    return f"00000001{number:016X}"


@pytest.fixture
def sent(tmp_path: Path, objects: Objects) -> Bucket:
    """Of three copies, that begin in the files 2, 5 and 8 of the log, and its files 1 to 9; a fourth was cut off."""
    made = Bucket(client(objects), f"shipped-{uuid4().hex}")
    client(objects).create_bucket(Bucket=made.name)
    for day, start in zip(DAYS, ("0/2000028", "0/5000028", "0/8000028"), strict=True):
        base = tmp_path / "lost" / "base" / day
        base.mkdir(parents=True)
        (base / "base.tar.gz").write_text(day)
        (base / "backup_manifest").write_text(json.dumps({"WAL-Ranges": [{"Start-LSN": start}]}))
        send_base(base, made)
    for number in range(1, 10):
        (tmp_path / "lost" / in_the_log(number)).write_text(str(number))
    (tmp_path / "lost" / f".{in_the_log(10)}").write_text("growing")
    (tmp_path / "part").touch()
    made.put(tmp_path / "part", f"{BASES}2026-11-04T031500Z/base.tar.gz")
    assert send_log(tmp_path / "lost", made) == 9
    return made


def numbers(names: list[str]) -> list[int]:
    return sorted(int(name[-8:], 16) for name in names if len(name) == 24)


def test_the_log_is_sent_once(sent: Bucket, tmp_path: Path) -> None:
    assert send_log(tmp_path / "lost", sent) == 0
    (tmp_path / "lost" / in_the_log(10)).write_text("10")
    assert send_log(tmp_path / "lost", sent) == 1
    assert numbers(list(sent.names(LOG))) == list(range(1, 11))


@pytest.mark.parametrize(("at", "day", "first"), [(None, 2, 8), (datetime(2026, 11, 2, 12, tzinfo=UTC), 1, 5)])
def test_a_lost_folder_gets_the_newest_copy_from_before_and_its_log(
    sent: Bucket, tmp_path: Path, at: datetime | None, day: int, first: int
) -> None:
    bring(tmp_path / "new", sent, at)
    assert [path.name for path in (tmp_path / "new" / "base").iterdir()] == [DAYS[day]]
    assert (tmp_path / "new" / "base" / DAYS[day] / "base.tar.gz").read_text() == DAYS[day]
    assert numbers([path.name for path in (tmp_path / "new").iterdir()]) == list(range(first, 10))


def test_before_the_first_copy_nothing_is_brought(sent: Bucket, tmp_path: Path) -> None:
    bring(tmp_path / "new", sent, datetime(2026, 10, 1, tzinfo=UTC))
    assert not (tmp_path / "new").exists()


def test_old_copies_go_with_the_log_that_no_other_needs(sent: Bucket) -> None:
    prune(sent, 3)
    prune(sent, 0)
    assert len(sent.names(BASES)) == 7
    prune(sent, 2)
    assert {name.partition("/")[0] for name in sent.names(BASES)} == {*DAYS[1:], "2026-11-04T031500Z"}
    assert numbers(list(sent.names(LOG))) == [5, 6, 7, 8, 9]


def test_what_is_cut_off_leaves_no_file(sent: Bucket, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="BACKUPS_BUCKET=shipped"):
        sent.fetch("wal/none", tmp_path / "fetched" / "none")
    assert list((tmp_path / "fetched").iterdir()) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (replace(SAID, secret=""), "S3_SECRET_ACCESS_KEY"),
        (replace(SAID, key=""), "S3_ACCESS_KEY_ID"),
        (replace(SAID, endpoint="s3.example"), "S3_ENDPOINT_URL"),
        (replace(SAID, files="", backups=""), "nothing is kept there"),
        (replace(SAID, files="Up loads"), "FILES_BUCKET"),
        (replace(SAID, backups="backups/ours"), "BACKUPS_BUCKET"),
        (replace(SAID, backups="uploads"), "are one"),
    ],
)
def test_what_is_set_by_half_is_refused_with_a_hint(said: Objects, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables(said).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ServiceError, match=told):
        client(said)
    assert "xseven.E009" in {message.id for message in run_checks(tags=["security"])}


@pytest.mark.parametrize("said", [SAID, replace(SAID, key="", secret=""), replace(SAID, endpoint="", files="")])
def test_what_is_whole_will_do(said: Objects) -> None:
    assert said.trouble() is None


def test_without_settings_there_is_no_bucket() -> None:
    assert bucket() is None
