"""Orders over HTTP: asked by ids or names, placed once, read and cancelled with their token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

from businesses.models import Customer, MenuItem, MenuSection, Order, OrderPolicy, OrderStatus
from businesses.operations.orders import move_order
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.businesses import rows
from tests.businesses.crowd import at_once
from tests.businesses.hosts import api_of
from tests.businesses.ordering import menus
from tests.businesses.ordering.conftest import cola, kitchen, pizza

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from tenants.models import Business

__all__ = ["cola", "kitchen", "pizza"]
ANNA = {"name": "Anna", "phone": "+39061234567", "email": "anna@example.com"}
LARGE = {"item": "margherita", "quantity": 2, "modifiers": ["large"], "note": "well done"}


def quoted(api: APIClient, *items: Any, **fields: Any) -> Any:
    body = {"items": list(items) or [LARGE], "service": "pickup", **fields}
    return api.post("/api/v1/orders/quote", body, format="json")


def placed(api: APIClient, token: str, key: str | None = "key-1", **fields: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    body = {"quote_token": token, "customer": ANNA, **fields}
    return api.post("/api/v1/orders", body, format="json", headers=headers)


def ordered(api: APIClient, *items: Any, key: str = "key-1") -> Any:
    answer = placed(api, quoted(api, *items).json()["quote_token"], key)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def bearer(order: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {order['manage_token']}"}


def test_quote_place_read_cancel(api: APIClient, pizza: MenuItem, cola: MenuItem) -> None:
    quote = quoted(api, LARGE, {"item": cola.pk}).json()
    assert [(line["name"], line["quantity"], line["total"]["amount"]) for line in quote["lines"]] == [
        ("Margherita", 2, "25.00"),
        ("Cola", 1, "3.20"),
    ]
    assert quote["total"] == {"amount": "28.20", "currency": "EUR"}
    assert not Order.objects.exists()

    order = placed(api, quote["quote_token"], note="Ring twice").json()
    assert (order["status"], order["total"], order["ready_at"]) == ("placed", quote["total"], quote["ready_at"])
    assert (order["lines"], order["note"], order["can_cancel"]) == (quote["lines"], "Ring twice", True)

    path = f"/api/v1/orders/{order['reference']}"
    read = api.get(path, headers=bearer(order)).json()
    assert read == {name: told for name, told in order.items() if name != "manage_token"}
    cancelled = api.post(f"{path}/cancel", {"reason": "ill"}, format="json", headers=bearer(order))
    assert (cancelled.status_code, cancelled.json()["status"], cancelled.json()["reason"]) == (200, "cancelled", "ill")
    assert api.get(path, headers=bearer(order)).json()["reason"] == "ill"


def test_options_are_asked_by_id_name_alias_and_amount(api: APIClient, pizza: MenuItem) -> None:
    olives = pizza.groups.get(name="Toppings").options.get(name="Olives")
    pizza.groups.get(name="Size").options.filter(name="Large").update(aliases=["big one"])
    wished = [str(olives.pk), {"option": "Ham", "amount": "half"}, "BIG ONE", {"option": "Mushrooms", "left_out": True}]

    (line,) = quoted(api, {"item": str(pizza.pk), "modifiers": wished}).json()["lines"]

    told = [(each["option"], each["amount"], each["is_left_out"], each["price"]) for each in line["modifiers"]]
    assert told == [
        ("Olives", "", False, "1.25"),
        ("Ham", "half", False, "1.00"),
        ("Large", "", False, "3.50"),
        ("Mushrooms", "", True, "0.00"),
    ]
    assert line["unit_price"]["amount"] == "14.75"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"item": "Sushi"}, "unknown_item"),
        ({"item": 0}, "unknown_item"),
        ({"item": "99999999999999999"}, "unknown_item"),
        ({"item": "Cola", "modifiers": ["Large"]}, "unknown_option"),
        ({"item": "Margherita", "modifiers": [0]}, "unknown_option"),
        ({"item": "Margherita", "modifiers": ["Large", "Small"]}, "too_many"),
        ({"item": "Cola", "quantity": 51}, "quantity"),
    ],
)
def test_what_cannot_be_had_is_told_by_line(
    api: APIClient, pizza: MenuItem, cola: MenuItem, item: Any, code: str
) -> None:
    refused = quoted(api, LARGE, item)

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/basket-not-valid")
    assert {place: fault["code"] for place, fault in refused.json()["errors"]["items"].items()} == {"1": code}


@pytest.mark.parametrize(
    "changes",
    [
        {"items": []},
        {"items": "pizza"},
        {"items": [LARGE] * 31},
        {"items": [{**LARGE, "quantity": 0}]},
        {"items": [{**LARGE, "item": True}]},
        {"items": [{**LARGE, "item": "x" * 81}]},
        {"items": [{**LARGE, "item": "1" * 19}]},
        {"items": [{**LARGE, "item": None}]},
        {"items": [{**LARGE, "modifiers": [{"option": "Large", "amount": "much"}]}]},
        {"items": [{**LARGE, "modifiers": [["Large"]]}]},
        {"items": [{**LARGE, "modifiers": ["Large"] * 21}]},
        {"items": [{**LARGE, "note": "n" * 201}]},
        {"service": "drone"},
        {"at": "soon"},
        {"address": "a" * 301},
    ],
)
def test_bad_input_is_told_by_field(api: APIClient, pizza: MenuItem, changes: dict[str, Any]) -> None:
    refused = quoted(api, **changes)

    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert set(refused.json()["errors"]) == set(changes)


def test_the_way_says_what_else_is_needed(api: APIClient, pizza: MenuItem) -> None:
    menus.add_zone("Town", "00153", fee=3, minimum=20, minutes=15)
    table = rows.add_table("T1")

    def refusal(**fields: Any) -> str:
        return str(quoted(api, **fields).json()["type"]).removeprefix("/problems/")

    assert refusal(service="delivery") == "address-missing"
    assert refusal(service="delivery", address="Via Po 1, 10100 Torino") == "not-delivered-there"
    small = quoted(api, {"item": "Margherita"}, service="delivery", address="Via Po 1, 00153 Roma")
    assert (small.json()["type"], small.json()["errors"]) == ("/problems/order-too-small", {"minimum": "20.00"})
    assert refusal(service="dine_in") == refusal(service="dine_in", table="T9") == "table-not-known"
    brought = quoted(api, service="delivery", address="Via Po 1, 00153 Roma").json()
    assert (brought["fees"]["amount"], brought["total"]["amount"]) == ("3.00", "28.00")
    assert brought["there_at"] > brought["ready_at"]
    for named in (table.pk, "t1"):
        assert quoted(api, service="dine_in", table=named).status_code == 200


def test_a_closed_hour_is_refused_with_times_that_can_be_had(api: APIClient, pizza: MenuItem) -> None:
    ready = quoted(api).json()["ready_at"]
    refused = quoted(api, at=f"{ready[:10]}T04:00:00")

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/order-not-then")
    for nearest in refused.json()["errors"]["nearest"]:
        assert quoted(api, at=nearest).json()["ready_at"][:16]


def test_repeated_with_its_key_it_is_one_order_and_the_same_answer(api: APIClient, pizza: MenuItem) -> None:
    token = quoted(api).json()["quote_token"]

    first, again = placed(api, token), placed(api, token)

    assert (again.status_code, again.json()) == (201, first.json())
    assert Order.objects.count() == 1
    refused = placed(api, token, customer={**ANNA, "name": "Eve"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")


@pytest.mark.parametrize("key", [None, "", "k" * 129])
def test_placing_needs_a_key(api: APIClient, pizza: MenuItem, key: str | None) -> None:
    refused = placed(api, quoted(api).json()["quote_token"], key)
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/idempotency-key-missing")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"quote_token": "forged"}, 422),
        ({"quote_token": "x" * 60_001}, 422),
        ({"customer": {}}, 422),
        ({"customer": {"name": "Anna"}}, 422),
        ({"customer": {**ANNA, "name": "a\u0000b"}}, 400),
        ({"note": "n" * 10_000}, 422),
    ],
)
def test_bad_orders_are_told_and_not_stored(api: APIClient, pizza: MenuItem, changes: Any, status: int) -> None:
    body = {"quote_token": quoted(api).json()["quote_token"], **changes}
    refused = placed(api, **{"token": body.pop("quote_token"), **body})

    assert (refused.status_code, refused["Content-Type"]) == (status, "application/problem+json")
    assert not Order.objects.exists()


def test_a_changed_price_is_shown_and_asked_again(api: APIClient, pizza: MenuItem) -> None:
    token = quoted(api).json()["quote_token"]
    MenuItem.objects.filter(pk=pizza.pk).update(price=10)

    refused = placed(api, token)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/quote-changed")
    now = refused.json()["errors"]["quote"]
    assert now["total"]["amount"] == "27.00"
    assert placed(api, now["quote_token"]).json()["total"] == now["total"]


def test_the_largest_basket_fits_into_a_token(api: APIClient, pizza: MenuItem) -> None:
    noted = "".join(chr(0x4E00 + count * 37) for count in range(200))
    line = {"item": "Margherita", "modifiers": ["Large", "Ham", "Mushrooms", "Olives"]}
    items = [{**line, "note": noted[count:] + noted[:count]} for count in range(30)]
    assert ordered(api, *items)["total"]["amount"] == "532.50"


def test_an_accepted_order_is_not_cancelled_by_its_customer(api: APIClient, pizza: MenuItem) -> None:
    order = ordered(api)
    move_order(reference=order["reference"], to=OrderStatus.ACCEPTED, by=SYSTEM)

    refused = api.post(f"/api/v1/orders/{order['reference']}/cancel", headers=bearer(order))

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-late-for-order")
    assert api.get(f"/api/v1/orders/{order['reference']}", headers=bearer(order)).json()["can_cancel"] is False


def test_order_without_its_token_is_the_same_as_no_order(api: APIClient, pizza: MenuItem) -> None:
    order, other = ordered(api), ordered(api, key="key-2")
    answers = set()
    for reference in (order["reference"], "K7F-2QM", "nonsense"):
        for headers in ({"Authorization": "Bearer x"}, {"Authorization": "Bearer \u00e9"}, bearer(other)):
            for answer in (
                api.get(f"/api/v1/orders/{reference}", headers=headers),
                api.post(f"/api/v1/orders/{reference}/cancel", headers=headers),
            ):
                answers.add((answer.status_code, answer.json()["type"], answer.json()["detail"]))
        assert api.get(f"/api/v1/orders/{reference}").status_code == 401
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


def test_token_of_one_business_is_forged_in_another(
    api: APIClient, stranger: APIClient, pizza: MenuItem, bella: Business
) -> None:
    order, token = ordered(api), quoted(api).json()["quote_token"]
    models = (Customer, MenuSection, MenuItem, OrderPolicy, Order)
    copies = {model: list(model.objects.values()) for model in models}
    with enter(bella.schema_name):  # the same keys, the same reference, the same nonce
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        OrderPolicy.objects.all().delete()
        for model, found in copies.items():
            for row in found:
                model.objects.create(**row)

    assert stranger.get(f"/api/v1/orders/{order['reference']}", headers=bearer(order)).status_code == 401
    assert placed(stranger, token).json()["type"] == "/problems/quote-not-valid"


def test_menu_says_how_dishes_are_had_and_what_is_left(api: APIClient, pizza: MenuItem, cola: MenuItem) -> None:
    MenuItem.objects.filter(pk=cola.pk).update(stock=0)
    menus.add_zone("Town", "00153", fee=3, minimum=20, minutes=15)

    told = api.get("/api/v1/menu").json()
    items = {item["name"]: item for section in told["sections"] for item in section["items"]}
    size, toppings = items["Margherita"]["modifiers"]

    assert (size["name"], size["least"], size["most"]) == ("Size", 1, 1)
    assert [(each["name"], each["price"]["amount"], each["is_default"]) for each in size["options"]] == [
        ("Small", "0.00", True),
        ("Large", "3.50", False),
    ]
    assert (toppings["most"], toppings["options"][0]["allergens"]) == (3, None)
    assert (items["Cola"]["left"], items["Cola"]["is_available"], items["Margherita"]["left"]) == (0, False, None)
    assert told["ordering"]["services"] == ["pickup", "delivery", "dine_in"]
    (zone,) = told["ordering"]["delivery_zones"]
    assert (zone["name"], zone["fee"]["amount"], zone["minimum"]["amount"]) == ("Town", "3.00", "20.00")


def test_menu_of_a_business_without_orders_says_so(api: APIClient, restaurant: Business) -> None:
    assert api.get("/api/v1/menu").json()["ordering"]["services"] == []
    menus.add_item("Cola", "3.20")
    refused = quoted(api, {"item": "Cola"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/no-orders")


def test_twenty_clients_want_the_last_three(live_marios: Business, live_bella: Business) -> None:
    cache.clear()
    for business in (live_marios, live_bella):
        with enter(business.schema_name):
            rows.clear_rows()
            rows.open_daily((0, 24))
            menus.set_order_policy()
            menus.add_item("Tiramisù", "7.00", stock=3)

    def one(number: int) -> tuple[int, str]:
        api = api_of(live_marios)
        token = quoted(api, {"item": "Tiramisù"}).json().get("quote_token", "")
        who = {"name": f"Customer {number}", "phone": f"+39061234{number:03}"}
        answer = placed(api, token, f"key-{number}", customer=who)
        return answer.status_code, answer.json().get("type", "")

    answers = at_once(live_marios.schema_name, one, count=20)

    told = [each for each in answers if isinstance(each, tuple)]
    assert len(told) == 20, answers
    assert sum(status == 201 for status, _type in told) == 3
    with enter(live_marios.schema_name):
        assert (MenuItem.objects.get().stock, Order.objects.count()) == (0, 3)
    with enter(live_bella.schema_name):
        assert (MenuItem.objects.get().stock, Order.objects.count()) == (3, 0)
