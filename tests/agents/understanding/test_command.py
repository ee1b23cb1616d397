"""``manage.py understand``: JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from agents.understanding.lines import answer_all, default_context
from agents.understanding.orders.menu_files import MenuError, read_menu
from businesses.models import MenuItem, MenuSection
from tenants.context import enter

if TYPE_CHECKING:
    from tenants.models import Business

ROOT = Path(__file__).resolve().parents[3]


def _answers(*lines: bytes) -> list[dict[str, Any]]:
    out = io.BytesIO()
    answer_all(lines, out, default_context())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _line(**row: object) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_line_is_answered_with_intent_and_slots() -> None:
    (found,) = _answers(
        _line(text="for 3 at 7pm tomorrow", now="2026-11-21T10:00:00", timezone="Europe/Rome", requested=["people"])
    )
    assert set(found) == {"intent", "confidence", "slots"}
    assert {slot["name"]: slot["value"] for slot in found["slots"]} == {
        "people": 3,
        "time": "19:00",
        "date": "2026-11-22",
    }
    assert all(set(slot) == {"name", "start", "end", "text", "value"} for slot in found["slots"])


@pytest.mark.parametrize(
    "line",
    [
        b"not json\n", b"[]\n", b"\n", b"\xff\xfe\n", b'{"requested": []}\n', b'{"text": 5}\n',
        _line(text="x", requested="time"), _line(text="x", now="yesterday"), _line(text="x", timezone="Mars/Base"),
        _line(text="x", now="0001-01-01T00:00:00+14:00", timezone="Europe/Rome"),
    ],
)  # fmt: skip
def test_bad_line_is_answered_and_stops_nothing(line: bytes) -> None:
    first, second, third = _answers(_line(text="hello"), line, _line(text="hello"))
    assert first == third
    assert set(second) == {"error"}


def test_now_with_an_offset_is_moved_into_the_zone() -> None:
    (found,) = _answers(_line(text="tomorrow", now="2026-11-21T23:30:00+00:00", timezone="Europe/Rome"))
    assert found["slots"][0]["value"] == "2026-11-23"


def test_program_needs_no_settings_without_a_business() -> None:
    bare = {"PATH": os.environ["PATH"], "XSEVEN_VAR": "/nonexistent"}
    program = [sys.executable, "manage.py", "understand"]
    done = subprocess.run(program, cwd=ROOT, env=bare, input=_line(text="table for 2"), capture_output=True)  # noqa: PLW1510
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["slots"][0]["value"] == 2


def test_business_gives_its_own_words_and_not_another_ones(
    marios: Business, bella: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(marios.schema_name):
        section = MenuSection.objects.create(name="Canary dishes")
        item = MenuItem.objects.create(section=section, name="Canarymarios Calzone")
    found = {}
    for business in (marios, bella):
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_line(text="two canarymarios calzones"))))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
        call_command("understand", business=business.slug)
        sys.stdout.flush()
        answer = json.loads(out.getvalue())
        found[business.slug] = answer["slots"]
        assert [line["item"] for line in answer["basket"]] == ["Canarymarios Calzone"] * (business == marios)
    assert ("item", str(item.pk)) in [(slot["name"], slot["value"]) for slot in found["marios"]]
    assert "item" not in {slot["name"] for slot in found["bella"]}


MENU = Path(__file__).parent / "menus" / "pizzeria.json"


def _ordered(**row: object) -> dict[str, Any]:
    out = io.BytesIO()
    answer_all([_line(**row)], out, default_context(), read_menu(MENU))
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_menu_gives_a_basket_by_its_names() -> None:
    answer = _ordered(text="two large margheritas with double onions, no olives, and a lasagne")
    assert answer["basket"] == [
        {
            "item": "Pizza Margherita",
            "quantity": 2,
            "modifiers": [
                {"group": "Size", "option": "Large", "negated": False},
                {"group": "Toppings", "option": "Onions", "negated": False, "amount": "double"},
                {"group": "Toppings", "option": "Olives", "negated": True},
            ],
        }
    ]
    assert answer["unknown"] == ["lasagne"]
    assert answer["unclear"] == []


def test_basket_so_far_is_changed() -> None:
    basket = _ordered(text="two diavolas")["basket"]
    changed = _ordered(text="one of them without olives", basket=basket)["basket"]
    assert [(line["quantity"], len(line["modifiers"])) for line in changed] == [(1, 0), (1, 1)]


@pytest.mark.parametrize(
    "basket",
    [
        5, ["x"], [{"item": "Lasagne"}], [{"item": "Calzone", "quantity": "two"}],
        [{"item": "Calzone", "modifiers": [{"group": "Size", "option": "Huge"}]}],
    ],
)  # fmt: skip
def test_basket_that_is_not_of_the_menu_is_told(basket: object) -> None:
    assert set(_ordered(text="a calzone", basket=basket)) == {"error"}


def test_menu_file_needs_no_settings() -> None:
    bare = {"PATH": os.environ["PATH"], "XSEVEN_VAR": "/nonexistent"}
    program = [sys.executable, "manage.py", "understand", "--menu", str(MENU)]
    done = subprocess.run(program, cwd=ROOT, env=bare, input=_line(text="a calzone"), capture_output=True)  # noqa: PLW1510
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["basket"] == [{"item": "Calzone", "quantity": 1, "modifiers": []}]


@pytest.mark.parametrize(
    "written",
    [
        "not json", "[]", '{"sections": 5}', '{"sections": [{"items": [{}]}]}',
        '{"sections": [{"items": [{"name": "Tea", "groups": ["Milk"]}]}]}',
        '{"groups": [{"name": "Milk", "max": "one"}]}',
    ],
)  # fmt: skip
def test_menu_that_cannot_be_read_is_refused(written: str, tmp_path: Path) -> None:
    path = tmp_path / "menu.json"
    path.write_text(written, "utf-8")
    with pytest.raises(MenuError):
        read_menu(path)


@pytest.mark.django_db
def test_unknown_business_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("understand", business="nobody")
