"""A business keeps an owner, whoever changes its people and however many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tenants.actors import SYSTEM, actor_of
from tenants.errors import LastOwner
from tenants.models import Business, Membership, Role, User
from tenants.operations import add_member, remove_member
from tests.factories import new_user
from tests.tenants.pages import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

ANN, BEN = "ann@example.com", "ben@example.com"


def owners(business: Business) -> list[str]:
    return list(business.memberships.filter(role=Role.OWNER).values_list("user__email", flat=True))


@pytest.fixture
def ann(marios: Business) -> User:
    return new_user(ANN, business=marios, role=Role.OWNER)


def test_the_last_owner_stays(marios: Business, ann: User) -> None:
    only = Membership.objects.get(user=ann)
    with pytest.raises(LastOwner):
        remove_member(membership=only, by=actor_of(ann))
    for role in (Role.MANAGER, Role.STAFF):
        with pytest.raises(LastOwner):
            add_member(business=marios, user=ann, role=role, by=actor_of(ann))
    new_user(BEN, business=marios, role=Role.OWNER)
    remove_member(membership=only, by=SYSTEM)
    assert owners(marios) == [BEN]


def test_an_owner_who_cannot_sign_in_is_none(marios: Business, ann: User, bella: Business) -> None:
    new_user("off@example.com", business=marios, role=Role.OWNER, is_active=False)
    new_user("manager@example.com", business=marios, role=Role.MANAGER)
    new_user("elsewhere@example.com", business=bella, role=Role.OWNER)
    with pytest.raises(LastOwner):
        remove_member(membership=Membership.objects.get(user=ann), by=SYSTEM)


@pytest.mark.parametrize("page", ["change", "delete"])
def test_the_admin_says_why_not(marios: Business, ann: User, page: str) -> None:
    pk = Membership.objects.get(user=ann).pk
    said = {"role": "staff"} if page == "change" else {"post": "yes"}
    answer = signed_in("marios.localhost", ANN).post(f"/admin/tenants/membership/{pk}/{page}/", said, follow=True)
    assert "keeps at least one owner" in answer.content.decode()
    assert owners(marios) == [ANN]


@pytest.mark.parametrize("change", [{"role": "staff"}, {"DELETE": "on"}])
def test_the_platform_keeps_to_it(marios: Business, ann: User, change: dict[str, str]) -> None:
    new_user("ops@example.com", is_staff=True, is_superuser=True)
    row = {"id": Membership.objects.get().pk, "user": ann.pk, "business": marios.pk, "role": "owner"} | change
    said = {
        "email": ANN,
        "name": "Ann",
        "is_active": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 1,
    }
    said |= {f"memberships-0-{field}": value for field, value in row.items()}
    signed_in("localhost", "ops@example.com").post(f"/admin/tenants/user/{ann.pk}/change/", said)
    assert owners(marios) == [ANN]


def leave(membership: Membership) -> None:
    remove_member(membership=membership, by=SYSTEM)


def step_down(membership: Membership) -> None:
    add_member(business=membership.business, user=membership.user, role=Role.STAFF, by=SYSTEM)


@pytest.mark.parametrize("first", [leave, step_down])
@pytest.mark.parametrize("second", [leave, step_down])
@pytest.mark.parametrize("count", [2, 5])
def test_not_all_can_go_at_once(
    live_marios: Business,
    first: Callable[[Membership], None],
    second: Callable[[Membership], None],
    count: int,
) -> None:
    for number in range(count):
        new_user(f"owner{number}@example.com", business=live_marios, role=Role.OWNER)
    all_of_them = list(live_marios.memberships.select_related("business", "user"))
    together = Barrier(count)

    def go(number: int) -> bool:
        together.wait()
        try:
            (first if number % 2 else second)(all_of_them[number])
        except LastOwner:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(count) as pool:
        gone = list(pool.map(go, range(count)))
    assert (sum(gone), len(owners(live_marios))) == (count - 1, 1)
