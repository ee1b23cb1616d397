"""A scanned code leads on, is counted by day and tells of nobody; at a table, the table is known."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from businesses.models import MenuItem, QrCode, QrScan, Resource
from businesses.qr.codes import count_scan, make_table_codes, withdraw_codes
from businesses.qr.drawing import address_of, drawn
from businesses.tokens import read_seat, sign_seat
from conversations import operations
from conversations.models import Conversation
from tenants.context import enter
from tenants.errors import TokenForged
from tenants.limits import shared
from tenants.limits.buckets import Limit
from tenants.models import Role
from tests.admin.test_orders_admin import signed_in
from tests.businesses import rows
from tests.businesses.crowd import at_once
from tests.businesses.hosts import api_of, browser_of
from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside

LIST = "/admin/businesses/qrcode/"
LATE = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)  # half past midnight of the 11th in Rome, closed since eleven


@pytest.fixture
def place(restaurant: Business) -> Business:
    """Two tables, one of them out of use, and a room."""
    rows.add_table("T1", position=1)
    rows.add_table("T2", position=2)
    rows.add_table("Old", is_active=False)
    Resource.objects.create(name="Cellar", kind="room")
    menus.set_order_policy()
    return restaurant


def table_code() -> QrCode:
    make_table_codes(by=rows.STAFF)
    return QrCode.objects.get(table__name="T1")


def config_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="widget-config" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    config: dict[str, Any] = json.loads(found[1])
    return config


def test_every_table_in_use_gets_one_code_and_no_second(place: Business) -> None:
    assert {str(code) for code in make_table_codes(by=rows.STAFF)} == {"T1", "T2"}
    assert make_table_codes(by=rows.STAFF) == []
    assert len({code.code for code in QrCode.objects.all()}) == 2
    assert all(len(code.code) == 12 for code in QrCode.objects.all())


def test_who_asks_at_once_makes_one_code_a_table(live_marios: Business) -> None:
    answers = at_once(live_marios.schema_name, lambda _n: make_table_codes(by=rows.STAFF), 8)
    assert [each for each in answers if isinstance(each, Exception)] == []
    with enter(live_marios.schema_name):
        tables = Resource.objects.filter(kind="table", is_active=True).count()
        assert QrCode.objects.count() == tables > 0


def test_a_scan_at_a_table_opens_the_chat_with_the_table_known(place: Business) -> None:
    code, client = table_code(), browser_of(place)
    answer = client.get(f"/q/{code.code}/")
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]
    seat = parse_qs(urlsplit(answer.headers["Location"]).query)["seat"][0]
    config = config_of(client.get(answer.headers["Location"]).text)
    assert config["seat"] == {"token": seat, "table": code.table_id}
    assert "You are at T1" in config["greeting"]
    assert config["starters"][0]["label"] == "Order something"
    assert config_of(client.get("/widget/").text)["seat"] is None


def test_the_api_takes_the_seat(place: Business) -> None:
    made = api_of(place).post("/api/v1/conversations/create", {"seat": sign_seat(made_at("T1"))}, format="json")
    assert made.status_code == 201, made.content
    assert "You are at T1" in made.json()["greeting"]
    assert Conversation.objects.get(pk=made.json()["id"]).table_id == made_at("T1")


def made_at(name: str) -> int:
    return int(Resource.objects.get(name=name).pk)


def test_a_seat_is_signed_and_of_one_business(bella: Business, place: Business) -> None:
    seat = sign_seat(made_at("T1"))
    assert read_seat(seat) == made_at("T1")
    with pytest.raises(TokenForged):
        operations.start_conversation(by=rows.VISITOR, seat=f"{seat}x")
    refused = api_of(place).post("/api/v1/conversations/create", {"seat": "T1"}, format="json")
    assert refused.status_code == 401
    assert config_of(browser_of(place).get("/widget/?seat=forged").text)["seat"] is None
    with enter(bella.schema_name), pytest.raises(TokenForged):
        read_seat(seat)


def test_a_seat_ends_when_people_have_left(place: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.signing.time.time", lambda: 1_000_000.0)
    seat = sign_seat(made_at("T1"))
    monkeypatch.undo()
    assert read_seat(seat) is None
    assert operations.start_conversation(by=rows.VISITOR, seat=seat).conversation.table is None


def test_where_nothing_is_brought_to_tables_a_scan_is_a_chat_like_any(place: Business) -> None:
    menus.set_order_policy(takes_dine_in=False)
    started = operations.start_conversation(by=rows.VISITOR, seat=sign_seat(made_at("T1")))
    assert started.conversation.table is None
    assert "You are at" not in started.greeting.text


@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ({"purpose": "menu"}, "/menu/"),
        ({"purpose": "campaign", "name": "May", "opens": "book"}, "/book/"),
        ({"purpose": "campaign", "name": "June", "opens": "chat"}, "/widget/"),
    ],
)
def test_other_codes_open_what_they_are_for(place: Business, fields: dict[str, str], opens: str) -> None:
    code = QrCode.objects.create(**fields)
    assert browser_of(place).get(f"/q/{code.code}/").headers["Location"] == opens


def test_scans_are_counted_by_the_business_s_day(place: Business) -> None:
    code = table_code()
    for moment in (rows.NOW, rows.NOW, LATE):
        count_scan(code=code, now=moment)
    assert list(QrScan.objects.order_by("day").values_list("day", "count")) == [
        (datetime(2026, 3, 10, tzinfo=UTC).date(), 2), (datetime(2026, 3, 11, tzinfo=UTC).date(), 1),
    ]  # fmt: skip
    assert {field.name for field in QrScan._meta.get_fields()} == {"id", "qr_code", "day", "count"}


def test_a_look_at_the_header_alone_is_no_scan(place: Business) -> None:
    code, client = table_code(), browser_of(place)
    client.head(f"/q/{code.code}/")
    assert not QrScan.objects.exists()
    client.get(f"/q/{code.code}/")
    assert QrScan.objects.get().count == 1


def test_scans_of_one_address_are_counted_up_to_a_limit_and_led_on_beyond_it(
    place: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("businesses.qr.views.SCANS", Limit("scans-of-a-test", 2, 3600.0))
    code, client = table_code(), browser_of(place)
    shared.fill((Limit("scans-of-a-test", 2, 3600.0), f"{place.schema_name} 127.0.0.1"))
    assert [client.get(f"/q/{code.code}/").status_code for _each in range(4)] == [302] * 4
    assert QrScan.objects.get().count == 2


def test_a_withdrawn_code_says_so_kindly_and_counts_no_more(place: Business) -> None:
    code, client = table_code(), browser_of(place)
    assert withdraw_codes(codes=[code], by=rows.STAFF, now=rows.NOW) == 1
    assert withdraw_codes(codes=[code], by=rows.STAFF, now=rows.NOW) == 0
    answer = client.get(f"/q/{code.code}/")
    assert answer.status_code == 410
    assert "no longer in use" in answer.text
    assert 'href="/widget/"' in answer.text
    assert not QrScan.objects.exists()
    assert Entry.objects.filter(deed="qr_code.withdrawn", about=f"qrcode:{code.pk}").count() == 1
    assert [str(each) for each in make_table_codes(by=rows.STAFF)] == ["T1"]


def test_an_unknown_code_and_another_business_s_are_not_there(bella: Business, place: Business) -> None:
    code = table_code()
    assert browser_of(place).get("/q/nothing/").status_code == 404
    assert api_of(place, slug="bella").get(f"/q/{code.code}/").status_code == 404


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_is_drawn_of_the_short_address(place: Business, kind: str) -> None:
    code = table_code()
    assert address_of(code).endswith(f"/q/{code.code}/")
    content = drawn(code, kind)
    assert content.startswith(b"<?xml" if kind == "svg" else b"\x89PNG")
    assert b"<script" not in content


@pytest.fixture
def manager(place: Business) -> BrowserInside:
    return signed_in(place, Role.MANAGER)


def test_codes_are_made_printed_and_withdrawn_in_the_admin(manager: BrowserInside) -> None:
    assert "2 codes were made." in manager.post(f"{LIST}tables/", follow=True).text
    assert "Every table in use has a code already." in manager.post(f"{LIST}tables/", follow=True).text
    sheet = manager.get(f"{LIST}sheet/").text
    assert sheet.index("<h2>T1</h2>") < sheet.index("<h2>T2</h2>")
    assert "Old" not in sheet
    code = QrCode.objects.get(table__name="T1")
    count_scan(code=code, now=rows.NOW)
    opened = manager.get(f"{LIST}{code.pk}/change/").text
    assert f"{LIST}{code.pk}/picture.svg" in opened
    picture = manager.get(f"{LIST}{code.pk}/picture.png")
    assert (picture.headers["Content-Type"], picture.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    chosen = {"action": "withdraw", "_selected_action": [code.pk]}
    assert "Withdraw 1 code?" in manager.post(LIST, chosen, follow=True).text
    assert QrCode.objects.filter(withdrawn_at=None).count() == 2
    assert "1 code was withdrawn." in manager.post(LIST, {**chosen, "sure": "yes"}, follow=True).text
    assert QrCode.objects.filter(withdrawn_at=None).count() == 1


def test_a_code_for_a_table_needs_its_table(manager: BrowserInside) -> None:
    forms = {"scans-TOTAL_FORMS": 0, "scans-INITIAL_FORMS": 0}
    refused = manager.post(f"{LIST}add/", {"purpose": "table", "opens": "chat", **forms})
    assert "Choose the table" in refused.text
    assert manager.post(f"{LIST}add/", {"purpose": "menu", "opens": "chat", **forms}).status_code == 302
    assert QrCode.objects.get().purpose == "menu"


def test_a_table_has_one_code_in_use(manager: BrowserInside) -> None:
    form = {
        "purpose": "table",
        "opens": "chat",
        "table": made_at("T1"),
        "scans-TOTAL_FORMS": 0,
        "scans-INITIAL_FORMS": 0,
    }
    assert manager.post(f"{LIST}add/", form).status_code == 302
    assert "This table has a code already." in manager.post(f"{LIST}add/", form).text
    withdraw_codes(codes=QrCode.objects.all(), by=rows.STAFF, now=rows.NOW)
    assert manager.post(f"{LIST}add/", form).status_code == 302
    assert QrCode.objects.count() == 2


def test_the_list_costs_the_same_for_more_codes(manager: BrowserInside) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(LIST).status_code == 200
        return len(captured)

    QrCode.objects.create(purpose="menu")
    one = cost()
    make_table_codes(by=rows.STAFF)
    assert cost() == one


def test_who_may_not_change_the_catalogue_makes_no_codes(place: Business) -> None:
    analyst = signed_in(place, Role.ANALYST)
    assert analyst.post(f"{LIST}tables/").status_code == 403
    assert analyst.get(LIST).status_code == 200


def test_the_menu_page_shows_what_is_sold_and_never_tells_unknown_as_none(place: Business) -> None:
    assert "There is no menu yet." in browser_of(place).get("/menu/").text
    menus.add_item("Margherita", "9.00", allergens=["gluten", "milk"], is_vegetarian=True)
    menus.add_item("Mystery", None, is_available=False)
    menus.add_item("Water", "2.00", allergens=[])
    page = browser_of(place).get("/menu/").text
    assert "€9.00" in page
    assert "Cereals containing gluten, Milk" in page
    assert "Not available today" in page
    assert "please ask us" in page
    assert "None of the fourteen" in page
    assert MenuItem.objects.count() == page.count('<li class="dish')
