"""Old copies of the cluster go, and of the log what no copy left needs; never the newest, nor what is doubtful."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from embedded.errors import ServiceError
from embedded.pruning import kept, prune

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2026-11-01T031500Z", "2026-11-02T031500Z", "2026-11-03T031500Z")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three copies that begin in the files 2, 5 and 8 of the log, and its files 1 to 9 over two timelines."""
    for day, start in zip(DAYS, ("0/2000028", "0/5000028", "0/8000028"), strict=True):
        base = tmp_path / "base" / day
        base.mkdir(parents=True)
        (base / "base.tar.gz").touch()
        ranges = [{"Timeline": 1, "Start-LSN": start, "End-LSN": "0/F000000"}]
        (base / "backup_manifest").write_text(json.dumps({"WAL-Ranges": ranges}))
    for number in range(1, 10):
        (tmp_path / f"0000000{1 if number < 7 else 2}00000000{number:08X}").touch()
    (tmp_path / "000000010000000000000002.00000028.backup").touch()
    (tmp_path / "00000002.history").touch()
    return tmp_path


def numbers(archive: Path) -> list[int]:
    return sorted(int(path.name[-8:], 16) for path in archive.iterdir() if len(path.name) == 24)


def bases(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / "base").iterdir())


def test_the_newest_copies_stay_with_the_log_they_need(archive: Path) -> None:
    assert prune(archive, archive / "base", 2) == (1, 5)
    assert bases(archive) == list(DAYS[1:])
    assert numbers(archive) == [5, 6, 7, 8, 9]
    assert (archive / "00000002.history").exists()
    assert not list(archive.glob("*.backup"))


@pytest.mark.parametrize("most", [0, 3, 50])
def test_nothing_goes_where_no_more_are_there_than_are_kept(archive: Path, most: int) -> None:
    assert prune(archive, archive / "base", most) == (0, 0)
    assert (bases(archive), numbers(archive)) == (list(DAYS), list(range(1, 10)))


def test_a_copy_that_is_not_whole_counts_for_none(archive: Path) -> None:
    (archive / "base" / "2026-11-04T031500Z").mkdir()
    assert prune(archive, archive / "base", 1) == (2, 8)
    assert bases(archive) == [DAYS[2], "2026-11-04T031500Z"]
    assert numbers(archive) == [8, 9]


def test_a_copy_whose_start_cannot_be_told_keeps_the_log(archive: Path) -> None:
    (archive / "base" / DAYS[2] / "backup_manifest").write_text("{}")
    with pytest.raises(ServiceError, match="nothing of the log is deleted"):
        prune(archive, archive / "base", 2)
    assert numbers(archive) == list(range(1, 10))


def test_a_number_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASES_KEPT", "two")
    with pytest.raises(ServiceError, match="BASES_KEPT"):
        kept()
