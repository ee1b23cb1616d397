"""Keys of a business's programs: shown once, kept as digests, good for what they name, as long as who made them is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tenants.actors import SYSTEM, actor_of
from tenants.context import enter
from tenants.errors import KeyEnded, MoreThanOwn, TierTooLarge
from tenants.keys import PER_BUSINESS, PER_KEY, WRONG_KEYS, Tier
from tenants.models import ApiKey, Business, Membership, Role, User
from tenants.operations import add_member, end_key, make_key, remove_member, require_second_factor, rotate_key
from tenants.permissions import NOT_FOR_KEYS, Permission
from tests.factories import new_user
from tests.tenants.accounts.test_own import let_proof_grow_old
from tests.tenants.pages import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.operations import MadeKey

MARIOS, BELLA, OWN = "marios.localhost", "bella.localhost", "own@example.com"
STATS, HOURS = "/api/v1/conversations/stats", "/api/v1/hours"
WORKFLOWS = "/api/v1/conversations/workflows/active"


@pytest.fixture
def own(marios: Business) -> User:
    return new_user(OWN, business=marios, role=Role.OWNER)


def made(business: Business, user: User, *permissions: Permission, **more: Any) -> MadeKey:
    details = {"name": "Till", "tier": Tier.STANDARD, "expires_at": None} | more
    with enter(business.schema_name):
        return make_key(business=business, permissions=permissions, by=actor_of(user), **details)


def ask(key: str, path: str = STATS, *, host: str = MARIOS, scheme: str = "Api-Key", address: str = "192.0.2.1") -> Any:
    headers = {"host": host, "authorization": f"{scheme} {key}"}
    return Client(headers=headers, REMOTE_ADDR=address).get(path)


@pytest.mark.parametrize("scheme", ["Api-Key", "api-key", "Bearer"])
def test_a_key_opens_what_it_names_and_nothing_else(marios: Business, own: User, scheme: str) -> None:
    key = made(marios, own, Permission.FIGURES_VIEW).key
    assert ask(key, scheme=scheme).status_code == 200
    refused = ask(key, WORKFLOWS, scheme=scheme)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/permission-denied")


def test_the_key_is_kept_nowhere(marios: Business, own: User) -> None:
    row, key = made(marios, own, Permission.FIGURES_VIEW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(k)::text FROM tenants_apikey k")
        kept = cursor.fetchone()[0]
    secret = key.rsplit(f"{row.prefix}_", 1)[1]
    assert secret not in kept
    assert row.digest in kept
    assert ask(f"xs_{row.prefix}_{row.digest}").status_code == 401


def test_it_is_a_stranger_at_every_other_business(marios: Business, bella: Business, own: User) -> None:
    add_member(business=bella, user=own, role=Role.OWNER, by=SYSTEM)
    row, key = made(marios, own, Permission.FIGURES_VIEW)
    for path in (STATS, HOURS):
        refused = ask(key, path, host=BELLA)
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/key-unknown")
        assert refused.headers["Content-Type"] == "application/problem+json"
    with enter(bella.schema_name):
        assert not ApiKey.objects.filter(pk=row.pk).exists(), "the database's own rule"
        assert ApiKey.objects.filter(pk=row.pk).update(name="mine") == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key.swapcase(),
        lambda key: key.replace("xs_", "xs_0", 1),
        lambda key: "xs_",
        lambda key: "xs__",
        lambda key: "",
        lambda key: "xs_" + "0" * 10 + "_" + key[14:],
        lambda key: "x" * 5000,
        lambda key: "é\x7f",
    ],
)
def test_what_is_nearly_a_key_is_none(marios: Business, own: User, damage: Callable[[str], str]) -> None:
    key = made(marios, own, Permission.FIGURES_VIEW).key
    refused = ask(damage(key))
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_ended_and_expired_open_nothing(marios: Business, own: User) -> None:
    ended, key = made(marios, own, Permission.FIGURES_VIEW)
    end_key(key=ended, by=actor_of(own))
    _row, late = made(marios, own, Permission.FIGURES_VIEW, expires_at=timezone.now() - timedelta(seconds=1))
    for each in (key, late):
        for path in (STATS, HOURS):
            assert ask(each, path).json()["type"] == "/problems/key-ended"


# --- As long as who made it -----------------------------------------------------------------------------------------


def leave(own: User) -> None:
    remove_member(membership=Membership.objects.get(user=own), by=SYSTEM)


def lose_the_right(own: User) -> None:
    Membership.objects.filter(user=own).update(role=Role.STAFF)


def be_switched_off(own: User) -> None:
    User.objects.filter(pk=own.pk).update(is_active=False)


def lack_a_second_step(own: User) -> None:
    business = Business.objects.get(slug="marios")
    require_second_factor(business=business, of_everybody=True, of_roles=[], by=SYSTEM)


@pytest.mark.parametrize("end", [leave, lose_the_right, be_switched_off, lack_a_second_step])
def test_it_ends_with_its_maker_s_right(marios: Business, own: User, end: Callable[[User], None]) -> None:
    new_user("other@example.com", business=marios, role=Role.OWNER)
    key = made(marios, own, Permission.WORKFLOWS_CANCEL).key
    path = "/api/v1/conversations/workflows/b_1:booking:K7F/cancel"

    def status() -> int:
        headers = {"host": MARIOS, "authorization": f"Api-Key {key}"}
        return Client(headers=headers).post(path).status_code

    before = status()
    end(own)
    assert (before in {401, 403}, status()) == (False, 401)


def test_nobody_makes_a_key_that_may_more_than_they(marios: Business) -> None:
    manager = new_user("m@example.com", business=marios, role=Role.STAFF)
    with pytest.raises(MoreThanOwn):
        made(marios, manager, Permission.SETTINGS_CHANGE)


@pytest.mark.parametrize("permission", sorted(NOT_FOR_KEYS))
def test_what_decides_who_gets_in_is_for_no_key(marios: Business, own: User, permission: Permission) -> None:
    with pytest.raises(MoreThanOwn):
        made(marios, own, permission)


# --- Another in its place -------------------------------------------------------------------------------------------


def test_the_old_key_is_good_for_the_stated_while(marios: Business, own: User) -> None:
    old, key = made(marios, own, Permission.FIGURES_VIEW)
    new = rotate_key(key=old, overlap=timedelta(hours=1), by=actor_of(own))
    assert [ask(each).status_code for each in (key, new.key)] == [200, 200]
    assert (new.row.permissions, new.row.name, new.row.replaces) == (old.permissions, old.name, old)
    old.refresh_from_db()
    assert old.expires_at is not None
    assert timedelta(minutes=59) < old.expires_at - timezone.now() <= timedelta(hours=1)
    ApiKey.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    assert [ask(each).status_code for each in (key, new.key)] == [401, 200]


def test_or_ends_at_once(marios: Business, own: User) -> None:
    old, key = made(marios, own, Permission.FIGURES_VIEW)
    new = rotate_key(key=old, by=actor_of(own))
    assert [ask(each).status_code for each in (key, new.key)] == [401, 200]
    with pytest.raises(KeyEnded):
        rotate_key(key=old, by=actor_of(own))


def test_an_overlap_makes_no_key_older(marios: Business, own: User) -> None:
    soon = timezone.now() + timedelta(minutes=1)
    old, _key = made(marios, own, Permission.FIGURES_VIEW, expires_at=soon)
    rotate_key(key=old, overlap=timedelta(days=7), by=actor_of(own))
    old.refresh_from_db()
    assert old.expires_at == soon


def test_another_owner_takes_a_key_over_by_replacing_it(marios: Business, own: User) -> None:
    other = new_user("other@example.com", business=marios, role=Role.OWNER)
    old, _key = made(marios, own, Permission.FIGURES_VIEW)
    new = rotate_key(key=old, by=actor_of(other))
    leave(own)
    assert ask(new.key).status_code == 200


# --- How often ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [STATS, HOURS])
def test_each_key_has_its_tier_wherever_it_is_used_from(marios: Business, own: User, path: str) -> None:
    small, key = made(marios, own, Permission.FIGURES_VIEW, tier=Tier.SMALL)
    burst = PER_KEY[Tier.SMALL].burst
    statuses = [ask(key, path, address=f"198.51.100.{number}").status_code for number in range(burst + 3)]
    assert statuses[:burst] == [200] * burst, "and then a token a second comes back"
    answers = (ask(key, path) for _again in range(burst))  # a slow machine may be given a token between two
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert int(refused.headers["Retry-After"]) >= 1
    assert ask(made(marios, own, Permission.FIGURES_VIEW).key, path).status_code == 200, "another key has its own"
    assert small.tier == Tier.SMALL


def test_many_keys_are_not_more_than_the_business_s_tier(marios: Business, own: User) -> None:
    Business.objects.update(api_tier=Tier.SMALL)
    marios.refresh_from_db()
    keys = [made(marios, own, Permission.FIGURES_VIEW, tier=Tier.SMALL).key for _ in range(3)]
    burst = PER_BUSINESS[Tier.SMALL].burst
    statuses = [ask(keys[number % 3]).status_code for number in range(burst + 10)]
    assert statuses[:burst] == [200] * burst
    assert 429 in statuses
    with pytest.raises(TierTooLarge):
        made(marios, own, tier=Tier.STANDARD)


def test_what_is_everybody_s_is_counted_by_the_key_and_not_by_the_address(marios: Business, own: User) -> None:
    key = made(marios, own).key
    anonymous = Client(headers={"host": MARIOS}, REMOTE_ADDR="192.0.2.1")
    limit = 300
    for _ in range(limit):
        anonymous.get(HOURS)
    assert anonymous.get(HOURS).status_code == 429
    assert ask(key, HOURS).status_code == 200


def test_guessing_is_stopped_and_does_not_shut_others_out(marios: Business, own: User) -> None:
    row, key = made(marios, own, Permission.FIGURES_VIEW)
    guesses = [
        ask(f"xs_{row.prefix}_{number}", address="203.0.113.5").status_code for number in range(WRONG_KEYS.burst + 1)
    ]
    assert guesses == [401] * WRONG_KEYS.burst + [429]
    assert ask(key).status_code == 200


def test_when_it_was_last_used_is_known(marios: Business, own: User) -> None:
    row, key = made(marios, own, Permission.FIGURES_VIEW)
    ask(key, address="198.51.100.7")
    row.refresh_from_db()
    assert row.last_used_at is not None
    assert row.last_address == "198.51.100.7"


# --- In the admin ---------------------------------------------------------------------------------------------------

SAID = {"name": "Till", "permissions": [Permission.FIGURES_VIEW], "tier": Tier.STANDARD, "lifetime": "90"}


def test_an_owner_makes_one_and_is_shown_it_once(marios: Business, own: User) -> None:
    owner = signed_in(MARIOS, OWN)
    page = owner.post("/admin/tenants/apikey/add/", SAID).content.decode()
    with enter(marios.schema_name):
        row = ApiKey.objects.get()
    [key] = [word for word in page.replace("<", " ").replace(">", " ").split() if word.startswith(f"xs_{row.prefix}_")]
    assert ask(key).status_code == 200
    for path in ("", f"{row.pk}/change/"):
        shown = owner.get(f"/admin/tenants/apikey/{path}").content.decode()
        assert f"xs_{row.prefix}…" in shown
        assert key not in shown
    assert row.expires_at is not None
    assert timedelta(days=89) < row.expires_at - timezone.now() < timedelta(days=91)


def test_replaces_it_and_ends_it(marios: Business, own: User) -> None:
    old, key = made(marios, own, Permission.FIGURES_VIEW)
    owner, path = signed_in(MARIOS, OWN), "/admin/tenants/apikey/{}/change/"
    assert "Replace it" in owner.get(path.format(old.pk)).content.decode()
    assert "kept nowhere" in owner.post(path.format(old.pk), {"do": "rotate", "overlap": "24"}).content.decode()
    assert ask(key).status_code == 200
    owner.post(path.format(old.pk), {"do": "end"})
    assert ask(key).status_code == 401


def test_with_proof_and_only_of_their_business(marios: Business, bella: Business, own: User) -> None:
    other = new_user("bea@example.com", business=bella, role=Role.OWNER)
    theirs, key = made(bella, other, Permission.FIGURES_VIEW)
    owner = signed_in(MARIOS, OWN)
    assert owner.post(f"/admin/tenants/apikey/{theirs.pk}/change/", {"do": "end"}).status_code == 302
    assert ask(key, host=BELLA).status_code == 200
    let_proof_grow_old(owner)
    for path in ("add/", "1/change/"):
        assert owner.post(f"/admin/tenants/apikey/{path}", SAID).headers["Location"].startswith("/account/prove/")
    with enter(marios.schema_name):
        assert not ApiKey.objects.exists()


def test_the_form_offers_nothing_that_is_for_no_key(marios: Business, own: User) -> None:
    owner = signed_in(MARIOS, OWN)
    form = owner.get("/admin/tenants/apikey/add/").content.decode()
    assert [each for each in NOT_FOR_KEYS if f'value="{each}"' in form] == []
    said = SAID | {"permissions": [Permission.PEOPLE_CHANGE]}
    owner.post("/admin/tenants/apikey/add/", said)
    with enter(marios.schema_name):
        assert not ApiKey.objects.exists()
