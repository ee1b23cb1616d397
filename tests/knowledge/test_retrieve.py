"""``manage.py retrieve``: documents and queries as JSON lines in, rankings out, nothing left behind."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Source
from tenants.context import enter

if TYPE_CHECKING:
    from pathlib import Path

    from tenants.models import Business

DOCUMENTS = [
    {"id": "a", "title": "Printer", "text": "The printer prints blank pages when the cartridge is dried out."},
    {"id": "b", "title": "Login", "text": "If you cannot sign in, have your password sent to you anew."},
    {"id": 3, "title": "", "text": ""},
]


def _retrieved(path: Path, queries: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(queries.encode())))
    call_command("retrieve", documents=path, stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _written(tmp_path: Path, lines: list[Any]) -> Path:
    path = tmp_path / "documents.jsonl"
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines))
    return path


def test_each_query_is_answered_in_order_and_nothing_stays(
    live_marios: Business, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = '{"id": "q1", "text": "forgot my password"}\n\n{"id": 2, "text": "ink is missing on paper"}\n'

    first, second = _retrieved(_written(tmp_path, DOCUMENTS), queries, monkeypatch)

    assert (first["id"], first["hits"][0]["id"]) == ("q1", "b")
    assert (second["id"], second["hits"][0]["id"]) == ("2", "a")
    assert first["hits"][0]["score"] >= first["hits"][1]["score"]
    with enter(live_marios.schema_name):
        assert Source.objects.count() == 0


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{"], "line 1: no JSON"),
        (["[]"], "line 1: not an object"),
        ([{"id": "a", "text": "x"}, {"text": "y"}], "line 2: id is missing"),
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], "has been there before"),
    ],
)
def test_faulty_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[Any], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        _retrieved(_written(tmp_path, lines), "", monkeypatch)


def test_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="No such file"):
        _retrieved(tmp_path / "none.jsonl", "", monkeypatch)
