from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tenants.models import Business, Domain
from tenants.sites import platform_admin
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from django.db.models import Model

MODELS = sorted(platform_admin._registry, key=lambda model: model._meta.label)


@pytest.fixture
def operator(db: None) -> Client:
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


def test_a_suspended_business_closes_and_opens_again(operator: Client, marios: Business) -> None:
    for action, status in (("suspend", 404), ("resume", 200)):
        operator.post(page(Business, "changelist"), {"action": action, "_selected_action": [marios.pk]})
        assert Client(headers={"host": "marios.localhost"}).get("/login/").status_code == status
