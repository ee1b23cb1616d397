from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tenants.models import Business, Domain, Role, User
from tenants.sites import platform_admin
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from django.db.models import Model

MODELS = sorted(platform_admin._registry, key=lambda model: model._meta.label)


@pytest.fixture
def operator(db: None) -> Client:
    return signed_in_operator()


def signed_in_operator() -> Client:
    new_user("ops@example.com", is_staff=True, is_superuser=True)
    client = Client(headers={"host": "localhost"})
    client.post("/login/", {"username": "ops@example.com", "password": PASSWORD})
    return client


def page(model: type[Model], name: str, *args: object) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", urlconf="config.urls_platform", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_of_a_model_opens(operator: Client, marios: Business, model: type[Model]) -> None:
    assert operator.get(page(model, "changelist")).status_code == 200
    assert operator.get(page(model, "add")).status_code in {200, 403}
    row = model._default_manager.first()
    if row is not None:
        assert operator.get(page(model, "change", row.pk)).status_code == 200


def test_adding_a_business_provisions_it(operator: Client) -> None:
    response = operator.post(
        page(Business, "add"),
        {
            "name": "Pasta", "slug": "pasta", "category": "food", "country": "IT", "timezone": "Europe/Rome",
            "currency": "EUR", "locale": "en", "brand_colour": "#112233", "allowed_origins": "https://pasta.example",
        },
    )  # fmt: skip
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert Domain.objects.get(tenant__slug="pasta").domain == "pasta.localhost"
    assert Client(headers={"host": "pasta.localhost"}).get("/login/").status_code == 200


def test_closing_says_what_goes_and_wants_the_name(live_marios: Business) -> None:
    operator = signed_in_operator()
    address = page(Business, "close", live_marios.pk)
    asked = operator.get(address).content.decode()
    assert "resources" in asked
    for status, verb in ((404, "suspend"), (200, "resume")):
        operator.post(address, {"do": verb})
        assert Client(headers={"host": "marios.localhost"}).get("/login/").status_code == status
    refused = operator.post(address, {"do": "delete", "name": "maria"})
    assert refused.status_code == 409
    assert "nothing was deleted" in refused.content.decode()
    assert operator.post(address, {"do": "delete", "name": "marios"}).status_code == 302
    assert not Business.objects.exists()
    assert operator.get(address).status_code == 404


def test_only_platform_staff_close_a_business(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    client = Client(headers={"host": "localhost"})
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    client.post(page(Business, "close", marios.pk), {"do": "delete", "name": "marios"})
    owner = Client(headers={"host": "marios.localhost"})
    owner.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    assert owner.post(f"/admin/tenants/business/{marios.pk}/close/", {"do": "suspend"}).status_code in {302, 404}
    marios.refresh_from_db()
    assert not marios.is_suspended


def test_a_suspended_business_closes_and_opens_again(operator: Client, marios: Business) -> None:
    for action, status in (("suspend", 404), ("resume", 200)):
        operator.post(page(Business, "changelist"), {"action": action, "_selected_action": [marios.pk]})
        assert Client(headers={"host": "marios.localhost"}).get("/login/").status_code == status


def test_who_may_only_look_suspends_nothing(marios: Business) -> None:
    looker = new_user("look@example.com", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_business"))
    client = Client(headers={"host": "localhost"})
    client.post("/login/", {"username": "look@example.com", "password": PASSWORD})
    listed = client.get("/admin/tenants/business/")
    assert listed.status_code == 200
    assert 'value="suspend"' not in listed.content.decode()
    client.post("/admin/tenants/business/", {"action": "suspend", "_selected_action": [marios.pk]})
    marios.refresh_from_db()
    assert not marios.is_suspended


def test_the_platform_s_people_end_a_person_s_sessions_and_tokens(operator: Client, marios: Business) -> None:
    luca = new_user("luca@example.com", business=marios, role=Role.STAFF)
    person = Client(headers={"host": "marios.localhost"})
    person.post("/login/", {"username": luca.email, "password": PASSWORD})
    assert person.get("/staff/").status_code == 200
    said = {"action": "sign_out", "_selected_action": [luca.pk]}
    assert operator.post(page(User, "changelist"), said).status_code == 302
    assert person.get("/staff/").headers["Location"].startswith("/login/")
    [told] = Entry.objects.filter(deed="login.ended_everywhere")
    assert (told.about, told.actor_kind) == (f"user:{luca.pk}", "staff")
    assert told.actor_id != str(luca.pk)
