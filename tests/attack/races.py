"""What is good once, taken by four at the same moment: one gets it at most, and a business keeps an owner.

A try is a race. Who takes part over HTTP has a connection of their own; the others work by the product's operations.
"""

from __future__ import annotations

import string
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import httpx
from django.db import connection
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tenants.accounts.links import invitation_link
from tenants.actors import SYSTEM
from tenants.api.views import first_token
from tenants.context import enter
from tenants.errors import LastOwner
from tenants.models import Business, Invitation, Membership, Role, new_nonce
from tenants.operations import Where, add_member, remove_member
from tenants.second_factor import RECOVERY_CODES, is_right, renew_recovery_codes
from tests.attack.people import known_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attack.attacker import Attacker
    from tests.attack.attacks import Try

RACERS = 4
SLUG = "smile"


def race(attacker: Attacker, run: Callable[[int], Any]) -> list[Any]:
    """What each of the four got."""
    together = Barrier(RACERS)

    def one(number: int) -> Any:
        together.wait()
        try:
            return run(number)
        finally:
            connection.close()

    pool: ThreadPoolExecutor = attacker.once("pool", lambda: ThreadPoolExecutor(RACERS))
    return list(pool.map(one, range(RACERS)))


def post(attacker: Attacker, number: int, path: str, **options: Any) -> httpx.Response:
    """By the racer of that number."""
    client: httpx.Client = attacker.once(f"client {number}", lambda: httpx.Client(timeout=30))
    client.cookies.clear()
    headers = {
        "Host": attacker.product.host_header(SLUG),
        "X-Forwarded-For": f"10.{number}.{attacker.chance.randrange(250)}.{attacker.chance.randrange(250)}",
        **options.pop("headers", {}),
    }
    return client.post(attacker.product.address + path, headers=headers, **options)


def told(results: list[Any]) -> str:
    return "+".join(f"{count}×{result}" for result, count in sorted(Counter(map(str, results)).items()))


def races_for_the_last_owner(attacker: Attacker) -> Try:
    """Four owners leave or step down at once."""
    business = Business.objects.get(slug="handy")
    business.memberships.all().delete()
    everybody = [
        Membership.objects.create(business=business, user=known_person(number), role=Role.OWNER)
        for number in range(RACERS)
    ]
    leaves = [attacker.chance.random() < 0.5 for _ in everybody]

    def go(number: int) -> str:
        try:
            if leaves[number]:
                remove_member(membership=everybody[number], by=SYSTEM)
            else:
                add_member(business=business, user=everybody[number].user, role=Role.STAFF, by=SYSTEM)
        except LastOwner:
            return "stays"
        return "goes"

    results = race(attacker, go)
    left = business.memberships.filter(role=Role.OWNER).count()
    return told(results), "" if left == 1 else f"{left} owners were left"


def races_for_an_invitation(attacker: Attacker) -> Try:
    """Four browsers accept one mailed link at once."""
    user, business = known_person(0), Business.objects.get(slug=SLUG)
    Membership.objects.filter(business=business, user=user).delete()
    offer = {"role": Role.STAFF, "nonce": new_nonce(), "sent_at": timezone.now()}
    invitation, _is_new = Invitation.objects.update_or_create(business=business, email=user.email, defaults=offer)
    path = "/" + invitation_link(invitation).split("/", 3)[3]
    token = "".join(attacker.chance.choices(string.ascii_letters, k=32))

    def accept(number: int) -> int:
        said, cookie = {"csrfmiddlewaretoken": token}, {"Cookie": f"csrftoken={token}"}
        return post(attacker, number, path, data=said, headers=cookie).status_code

    results = race(attacker, accept)
    return told(results), "" if sorted(results) == [302, 410, 410, 410] else "not accepted just once"


def races_for_a_recovery_code(attacker: Attacker) -> Try:
    """One recovery code is given four times at once."""
    user = known_person(1)
    TOTPDevice.objects.get_or_create(user=user, confirmed=True)
    codes: list[str] = attacker.once("codes", list)
    if len(codes) % RECOVERY_CODES == 0:
        codes[:] = renew_recovery_codes(user=user)
    # django-otp slows who has given wrong codes: here the three that came too late.
    StaticDevice.objects.filter(user=user).update(throttling_failure_count=0, throttling_failure_timestamp=None)
    code = codes.pop()
    results = race(attacker, lambda _number: is_right(user, code))
    return told(results), "" if results.count(True) == 1 else f"it opened {results.count(True)} times"


def races_for_a_refresh_token(attacker: Attacker) -> Try:
    """One refresh token is used four times at once: it gives one pair, and that ends with the family."""
    member = Business.objects.get(slug=SLUG).memberships.filter(role=Role.OWNER).get()
    with enter(member.business.schema_name):
        token = str(first_token(member.user, Where(member.business.schema_name, "192.0.2.7", "race")))

    def renew(number: int, refresh: str = token) -> httpx.Response:
        return post(attacker, number, "/api/v1/auth/token/refresh", json={"refresh": refresh})

    answers = race(attacker, renew)
    pairs = [answer.json() for answer in answers if answer.status_code == 200]
    goes_on = [1 for pair in pairs if renew(0, pair["refresh"]).status_code == 200]
    fault = f"it gave {len(pairs)} pairs" if len(pairs) > 1 else "what it gave goes on" if goes_on else ""
    return told([answer.status_code for answer in answers]), fault


def races_for_a_place(attacker: Attacker) -> Try:
    """Four hold the same slot, then two with one key hold as one; all confirm it four times at once."""
    slots = attacker.once("slots", lambda: places(attacker))
    slot = slots[attacker.chance.randrange(len(slots))]
    keys = (
        [attacker.word(20)] * RACERS if attacker.chance.random() < 0.5 else [attacker.word(20) for _ in range(RACERS)]
    )
    person = {"name": "Anna Racer", "email": f"{attacker.word(10)}@example.com"}

    def hold(number: int) -> httpx.Response:
        who = person if len(set(keys)) == 1 else {**person, "email": f"{number}{person['email']}"}
        body = {"slot_token": slot["token"], "party_size": 1, "customer": who}
        return post(attacker, number, "/api/v1/bookings/hold", json=body, headers={"Idempotency-Key": keys[number]})

    answers = race(attacker, hold)
    held = {each["reference"]: each for each in (answer.json() for answer in answers if answer.status_code == 201)}
    for reference, each in held.items():
        path = f"/api/v1/bookings/{reference}"
        bearer = {"Authorization": f"Bearer {each['manage_token']}"}

        def confirm(number: int, path: str = path, bearer: dict[str, str] = bearer) -> int:
            key = {"Idempotency-Key": attacker.word(20)}
            return post(attacker, number, f"{path}/confirm", json={}, headers=bearer | key).status_code

        race(attacker, confirm)
    fault = overbooked(attacker, list(held))
    for reference, each in held.items():
        bearer = {"Authorization": f"Bearer {each['manage_token']}", "Idempotency-Key": attacker.word(20)}
        post(attacker, 0, f"/api/v1/bookings/{reference}/cancel", json={}, headers=bearer)
    return told([answer.status_code for answer in answers]), fault


def places(attacker: Attacker) -> list[dict[str, Any]]:
    """Free times far ahead, one an hour, so that races do not end at each other's."""
    answer = attacker.ask("GET", SLUG, "/api/v1/services").json()
    [service] = [each["id"] for each in answer["services"] if each["name"] == "Dental check-up"]
    query = {"service": service, "party_size": 1, "days": 14}
    slots: list[dict[str, Any]] = attacker.ask("GET", SLUG, "/api/v1/availability", params=query).json()["slots"]
    return slots[len(slots) // 2 :]


def overbooked(attacker: Attacker, references: list[str]) -> str:
    schema = attacker.product.schema(SLUG)
    rows = attacker.product.rows(
        f"SELECT b.reference, b.resource_id, b.during, count(c.id) FROM {schema}.businesses_booking b"
        f" LEFT JOIN {schema}.businesses_bookingchange c ON c.booking_id = b.id AND c.kind = 'confirmed'"
        " WHERE b.reference = ANY(%s) AND b.status = 'confirmed' GROUP BY b.id",
        references,
    )
    if len({(resource, during) for _reference, resource, during, _count in rows}) != len(rows):
        return "one place was given twice"
    wrong = [(reference, count) for reference, _resource, _during, count in rows if count != 1]
    return f"confirmed more than once: {wrong}" if wrong or len(rows) != len(references) else ""


ALL = (
    races_for_the_last_owner,
    races_for_an_invitation,
    races_for_a_recovery_code,
    races_for_a_refresh_token,
    races_for_a_place,
)
