"""The documentation points at what is there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from config.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
FILE = re.compile(r"`([\w./-]+\.(?:py|txt|sql|sh|html|yaml))(?:::[\w\[\].-]+)?`")
TEST = re.compile(r"::(test_\w+)")
MADE_LATER = ("var/",)
"""Where a start writes."""
NOT_OURS = frozenset({".git", ".venv", "var"})


@cache
def files() -> tuple[str, ...]:
    """Of the project, each with a slash before it."""
    own = (folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in NOT_OURS)
    found = [*ROOT.glob("*.*"), *(path for folder in own for path in folder.rglob("*.*"))]
    return tuple(f"/{path.relative_to(ROOT)}" for path in found)


@cache
def names_of_tests() -> frozenset[str]:
    pages = (ROOT / path[1:] for path in files() if path.startswith("/tests/") and path.endswith(".py"))
    return frozenset(name for page in pages for name in re.findall(r"def (test_\w+)", page.read_text()))


def named(page: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for found in pattern.findall(page):
        if not found.startswith(MADE_LATER):
            yield found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_tests_that_are_named_exist(page: object) -> None:
    text = ROOT.joinpath(str(page)).read_text()
    assert [name for name in named(text, FILE) if not any(path.endswith(f"/{name}") for path in files())] == []
    assert [name for name in named(text, TEST) if name not in names_of_tests()] == []
