"""Names are one line, storable, and no link to a mail program."""

from __future__ import annotations

import pytest

from tenants.actors import SYSTEM
from tenants.errors import InvalidBusiness
from tenants.models import Business
from tenants.operations import create_business
from tenants.plain import is_one_line, is_plain, one_line, unlinked

BROKEN = ["P\r\nBcc: a@b.example", "P\nX", "P\rX", "P\x00", "P\u2028a", "P\u2029a", "\u202eatsap", "P\x1b[31m"]
DETAILS = {
    "name": "Pasta", "slug": "pasta", "category": "food", "country": "IT", "currency": "EUR", "timezone": "Europe/Rome",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("field", ["name", "address", "phone"])
def test_a_businesss_details_are_one_line(db: None, name: str, field: str) -> None:
    with pytest.raises(InvalidBusiness) as refused:
        create_business(details=Business(**(DETAILS | {field: name})), owner=None, by=SYSTEM)
    assert field in refused.value.errors


@pytest.mark.parametrize("name", ["Trattoria da Mario", "Café «L’Étoile»", "寿司 太郎", "مطعم", "O'Neil & Sons – Nº 1"])
def test_names_of_all_kinds_are(name: str) -> None:
    assert is_one_line(name)
    assert is_plain(name)
    assert one_line(name) == unlinked(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://evil.example", "evil. example"),
        ("HTTPS://evil.example/a?b=c", "evil. example/a?b=c"),
        ("javascript://evil.example", "evil. example"),
        ("www.evil.example", "www. evil. example"),
        ("me@evil.example", "me@evil. example"),
        ("evil\u3002example \uff0e x\uff61y", "evil. example \uff0e x. y"),
        ("Dr. No, St. John", "Dr. No, St. John"),
    ],
)
def test_what_looks_like_a_link_is_none(text: str, shown: str) -> None:
    assert unlinked(text) == shown


@pytest.mark.parametrize("text", ["\0", "a\0", "\ud800", "ok\ud83d"])
def test_what_cannot_be_stored_is_not_plain(text: str) -> None:
    assert not is_plain(text)
