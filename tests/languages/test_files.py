"""The languages' files: one reader, the same sections in each, rows that English knows, and faults that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import languages
from languages import reading

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (
    "speaking", "talk", "numbers", "times", "names", "details", "roles", "people", "answers", "wishes", "references",
    "questions", "vehicles", "moving", "clauses", "addresses", "naming", "orders", "dishes", "services", "allergens",
    "topics", "keywords", "danger", "gloss", "documents", "directory", "owner", "artifacts",
)  # fmt: skip
KEYED = (
    ("services", "usual"), ("dishes", "options"), ("dishes", "words"), ("dishes", "dishes"), ("wishes", "places"),
    ("wishes", "occasions"),
)  # fmt: skip


@pytest.mark.parametrize("code", languages.codes())
def test_every_language_has_the_sections_of_english(code: str) -> None:
    for part in PARTS:
        assert set(languages.part(part, code)) == set(languages.part(part, "en")), part


@pytest.mark.parametrize("code", languages.codes())
@pytest.mark.parametrize(("part", "section"), KEYED)
def test_things_are_called_by_what_english_calls_them(part: str, section: str, code: str) -> None:
    keys = [key for key, _names in languages.rows(part, section, code)]
    english = {key for key, _names in languages.rows(part, section, "en")}
    assert set(keys) <= english
    assert len(keys) == len(set(keys))


def test_language_that_is_not_served_is_read_as_english() -> None:
    assert [languages.known(code) for code in ("de", "pt-BR", "EN", "nl", "")] == ["de", "pt", "en", "en", "en"]


def test_several_names_at_the_head_of_a_section_share_its_lines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert _read(monkeypatch, tmp_path, "# x\n== times ==\n[at on]\num|am\n[in]\n") == {
        "times": {"at": ("um|am",), "on": ("um|am",), "in": ()}
    }


@pytest.mark.parametrize("text", ["ja\n", "[yes]\nja\n", "== talk ==\nja\n"])
def test_line_that_stands_in_no_section_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    with pytest.raises(languages.LanguageError, match=r"xx\.txt: “(ja|\[yes\])”"):
        _read(monkeypatch, tmp_path, text)


def _read(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    (folder / "xx.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(reading, "FOLDER", folder)
    return {name: dict(sections) for name, sections in reading._file.__wrapped__("xx").items()}
