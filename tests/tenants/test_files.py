"""A business's files: its own, wherever they are kept, and no name leads to another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from config.objects import uploads
from tenants.context import enter, public
from tenants.errors import NoTenant
from tenants.files import erase_files_of, files, place_of
from tests.objects import variables

if TYPE_CHECKING:
    from pathlib import Path

    from embedded.objects import Objects

FIRST, SECOND = "b_1", "b_12"
"""One's name begins with the other's."""
OUT = ("../b_12/menu.txt", "menus/../../b_12/menu.txt", "/b_12/menu.txt", "..", "..\\b_12\\menu.txt", "menu.txt\0")


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings.MEDIA_ROOT = tmp_path
    if request.param == "bucket":
        objects: Objects = request.getfixturevalue("objects")
        for name, value in variables(objects).items():
            monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | {"default": uploads()}
    for schema in (FIRST, SECOND):
        erase_files_of(schema)
    return type(storages["default"]).__name__


def keep(schema: str, name: str, text: str) -> str:
    with enter(schema):
        return files().save(name, ContentFile(text.encode()))


def kept(schema: str) -> dict[str, str]:
    with enter(schema):
        found = {}
        for name in files().names():
            with files().open(name) as file:
                found[name] = file.read().decode()
        return found


def test_two_businesses_files_of_one_name_never_meet(store: str) -> None:
    assert store in {"BusinessFolder", "BusinessObjects"}
    for schema in (FIRST, SECOND):
        assert keep(schema, "menus/lunch.txt", f"of {schema}") == "menus/lunch.txt"
    assert kept(FIRST) == {"menus/lunch.txt": f"of {FIRST}"}
    assert keep(FIRST, "menus/lunch.txt", "a second") != "menus/lunch.txt", "nothing is written over"
    assert erase_files_of(FIRST) == 2
    assert (kept(FIRST), kept(SECOND)) == ({}, {"menus/lunch.txt": f"of {SECOND}"})
    with enter(SECOND):
        assert default_storage.exists("menus/lunch.txt")
        default_storage.delete("menus/lunch.txt")
    assert kept(SECOND) == {}


def test_files_move_with_the_business_that_takes_a_place(store: str) -> None:
    keep(FIRST, "a.txt", "one")
    keep(FIRST, "menus/b c.txt", "two")
    with enter(SECOND):
        files().take_from(FIRST)
        files().take_from("b_that_has_none")
    assert (kept(FIRST), kept(SECOND)) == ({}, {"a.txt": "one", "menus/b c.txt": "two"})


@pytest.mark.parametrize("name", OUT)
def test_no_name_leads_to_anothers_files(store: str, name: str) -> None:
    keep(SECOND, "menu.txt", "secret")
    with enter(FIRST):
        for reach in (default_storage.open, default_storage.exists, default_storage.delete, default_storage.size):
            with pytest.raises(SuspiciousFileOperation):
                reach(name)
        with pytest.raises(SuspiciousFileOperation):
            default_storage.save(name, ContentFile(b"mine"))
    assert kept(SECOND) == {"menu.txt": "secret"}


def test_outside_a_business_there_are_no_files(store: str) -> None:
    with public(), pytest.raises(NoTenant):
        default_storage.exists("menu.txt")


def test_all_of_a_business_is_below_its_name() -> None:
    assert (place_of(FIRST, ""), place_of(FIRST, "./a//b.txt")) == ("b_1", "b_1/a/b.txt")
