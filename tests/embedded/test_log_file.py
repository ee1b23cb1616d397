from pathlib import Path

import pytest

from embedded import log_file
from embedded.console import Console
from embedded.log_file import LogFile


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(log_file, "LARGEST_BYTES", 1_000)
    return tmp_path / "web.log"


def written(path: Path) -> list[str]:
    before = path.with_suffix(".log.1")
    return (before.read_text() if before.exists() else "").splitlines() + path.read_text().splitlines()


@pytest.mark.parametrize("length", [1, 10, 99, 700, 5_000])
def test_a_log_that_is_full_is_moved_aside_while_its_process_runs(path: Path, length: int) -> None:
    with LogFile(path, Console()) as log:
        for number in range(3_000 // length + 3):
            log.write(f"{number}:".ljust(length, "x"))
    largest = 1_000 + length + len("9999:") + 1
    assert path.stat().st_size <= largest
    assert path.with_suffix(".log.1").stat().st_size <= largest
    numbers = [int(line.split(":")[0]) for line in written(path)]
    assert numbers == list(range(numbers[0], numbers[-1] + 1)), "between the two files nothing is lost"


def test_a_log_found_full_is_moved_aside_at_the_start(path: Path) -> None:
    path.write_text("old\n" * 300)
    with LogFile(path, Console()) as log:
        log.write("new")
    assert path.read_text() == "new\n"


def test_a_log_goes_on_where_it_was(path: Path) -> None:
    for line in ("one", "two"):
        with LogFile(path, Console()) as log:
            log.write(line)
    assert path.read_text() == "one\ntwo\n"


def test_a_folder_that_cannot_be_written_costs_the_log_and_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.mkdir()
    with LogFile(path, Console()) as log:
        log.write("lost")
    assert str(path) in capsys.readouterr().out
