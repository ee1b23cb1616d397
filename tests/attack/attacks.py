"""The attacks that were once made by hand, each as often as asked.

Every function makes one try and returns the answer's status and what is wrong with it, empty where it holds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import string
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx

from businesses.demo.seeding import PASSWORD, PLATFORM_ADMIN
from tests.attack.attacker import Attacker, signed_in
from tests.attack.tally import Tally

if TYPE_CHECKING:
    from tests.product import RunningProduct

FIELDS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
STAFF_PAGES = (
    *("/staff/", "/staff/inbox/", "/staff/mail/", "/admin/", "/admin/audit/entry/", "/admin/businesses/customer/"),
    *("/api/v1/conversations/stats", "/api/v1/conversations/workflows/active"),
)
Try = tuple[object, str]


def ids(attacker: Attacker) -> Try:
    """References and conversations of others, guessed, with no token or one's own of another."""
    mine = attacker.conversation("marios")["token"]
    reference = "".join(attacker.chance.choices(FIELDS, k=3)) + "-" + "".join(attacker.chance.choices(FIELDS, k=3))
    path = attacker.pick(
        f"/api/v1/bookings/{reference}",
        f"/api/v1/conversations/{uuid.UUID(int=attacker.chance.getrandbits(128), version=4)}/history",
        f"/api/v1/conversations/{attacker.conversation('bella')['id']}/history",
    )
    bearer = {} if attacker.chance.random() < 0.3 else {"Authorization": f"Bearer {mine}"}
    answer = attacker.ask("GET", "marios", path, headers=bearer)
    return answer.status_code, f"{path} was opened" if answer.status_code == 200 else ""


def tokens(attacker: Attacker) -> Try:
    """A conversation's token changed in one place, cut, of another business, or made up."""
    mine = attacker.conversation("marios")
    right, at = mine["token"], attacker.chance.randrange(len(mine["token"]))
    other = attacker.chance.choice([each for each in string.ascii_letters + string.digits if each != right[at]])
    forged = attacker.pick(
        right[:at] + other + right[at + 1 :],
        right[:at],
        right + other,
        attacker.conversation("bella")["token"],
        attacker.word(len(right)),
        attacker.access("bella"),
    )
    path = f"/api/v1/conversations/{mine['id']}/history"
    answer = attacker.ask("GET", "marios", path, headers={"Authorization": f"Bearer {forged}".rstrip()})
    fault = "a forged token opened a conversation" if answer.status_code == 200 and forged != right else ""
    return answer.status_code, fault


def jwt(attacker: Attacker) -> Try:
    """A member's token without a signature, with another's key, another claim, or of another business."""
    right = attacker.access("marios")
    header, claims, signature = right.split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    altered = said | attacker.pick(
        {"user_id": str(attacker.chance.randrange(1, 40))},
        {"schema": "public"},
        {"exp": 9_999_999_999},
        {"token_type": "refresh"},
        {"family": str(uuid.uuid4())},
    )
    algorithm = attacker.pick("none", "None", "HS256", "HS512", "RS256", "")
    first = segment({"alg": algorithm, "typ": "JWT"})
    second = segment(altered)
    key = attacker.pick(b"", b"secret", b"x-seven", attacker.word(32).encode())
    signed = segment_of(hmac.new(key, f"{first}.{second}".encode(), hashlib.sha256).digest())
    forged = attacker.pick(
        f"{first}.{second}.{signed}",
        f"{first}.{second}.",
        f"{header}.{second}.{signature}",
        f"{first}.{claims}.{signature}",
        attacker.access("bella"),
    )
    if forged == right:
        return "same", ""
    answer = attacker.ask("GET", "marios", "/api/v1/conversations/stats", headers={"Authorization": f"Bearer {forged}"})
    return answer.status_code, "a forged token was taken" if answer.status_code != 401 else ""


def segment(value: dict[str, Any]) -> str:
    return segment_of(json.dumps(value, separators=(",", ":")).encode())


def segment_of(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def hosts(attacker: Attacker) -> Try:
    """Hosts nobody has, odd spellings, and hosts named by a header that is not to be believed."""
    odd = attacker.pick(
        f"{attacker.word(8)}.localhost",
        f"marios.localhost.{attacker.word(5)}.example",
        f"marios.localhost@{attacker.word(5)}",
        "localhost.",
        "127.0.0.1.nip.io",
        "[::1]",
        f"{attacker.word(4)}/../marios.localhost",
        "xn--marios-9za.localhost",
    )
    named = {"X-Forwarded-Host": attacker.product.host_header("bella"), "Forwarded": "host=bella.localhost"}
    if attacker.chance.random() < 0.3:
        answer = attacker.ask("GET", "marios", "/widget/", headers=named)
        return answer.status_code, "a header named the business" if "Bella" in answer.text else ""
    answer = attacker.ask("GET", "marios", "/api/v1/services", headers={"Host": odd})
    return answer.status_code, f"{odd} is answered" if answer.status_code < 400 else ""


def redirects(attacker: Attacker) -> Try:
    """Where signing in sends a person: nowhere else."""
    away = attacker.pick(
        "//evil.example",
        "https://evil.example",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "//evil.example/%2f..",
        "/%09/evil.example",
        "\t//evil.example",
        f"https://{attacker.product.host_header('bella')}/staff/",
        f"//marios.localhost@{attacker.word(5)}.example",
    )
    session = attacker.once("session", lambda: signed_in(attacker, "marios"))
    answer = attacker.ask("GET", "marios", "/login/", params={"next": away}, headers={"Cookie": session})
    location = answer.headers.get("location", "")
    return answer.status_code, f"sent to {location}" if location and not is_here(location) else ""


def is_here(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\")) and "\t" not in location


def csrf(attacker: Attacker) -> Try:
    """What another site's page can send with a member's cookies."""
    session = attacker.once("session", lambda: signed_in(attacker, "marios"))
    path = attacker.pick(
        "/logout/",
        "/account/",
        "/account/sign-out/",
        "/admin/businesses/service/add/",
        "/admin/tenants/invitation/add/",
        "/staff/new/",
        "/admin/audit/entry/",
    )
    token = attacker.pick("", attacker.word(32), attacker.word(64))
    origin: dict[str, str] = attacker.pick(
        {}, {"Origin": "https://evil.example"}, {"Referer": "https://evil.example/"}, {"Origin": "null"}
    )
    answer = attacker.ask(
        "POST", "marios", path, data={"csrfmiddlewaretoken": token}, headers={"Cookie": session, **origin}
    )
    return answer.status_code, f"{path} was done" if answer.status_code not in {403, 404, 405} else ""


def roles(attacker: Attacker) -> Try:
    """Pages of members, asked for by nobody, by a visitor, and by the owner of another business."""
    cookie: str = attacker.pick(
        "", f"session={attacker.word(32)}", attacker.once("bella", lambda: signed_in(attacker, "bella"))
    )
    bearer = attacker.pick({}, {"Authorization": f"Bearer {attacker.conversation('marios')['token']}"})
    path = attacker.pick(*STAFF_PAGES)
    answer = attacker.ask("GET", "marios", path, headers={"Cookie": cookie, **bearer})
    return answer.status_code, f"{path} was shown" if answer.status_code == 200 else ""


def identities(attacker: Attacker) -> Try:
    """Signing in with a password that is wrong, spelled in ways that look alike, at a host that is not theirs."""
    email = attacker.pick(
        attacker.owner("marios"), attacker.owner("bella"), PLATFORM_ADMIN, f"{attacker.word(6)}@example.com"
    )
    spelled = attacker.pick(email, email.upper(), f" {email}", email.replace("@", "\uff20"), f"{email}\u200b")
    is_theirs = email == attacker.owner("marios")
    password = attacker.pick(attacker.word(12), PASSWORD.upper(), PASSWORD if not is_theirs else attacker.word(9))
    answer = attacker.ask("POST", "marios", "/api/v1/auth/token", json={"email": spelled, "password": password})
    return answer.status_code, f"{spelled!r} got in" if answer.status_code == 200 else ""


ALL: tuple[Callable[[Attacker], Try], ...] = (ids, tokens, jwt, hosts, redirects, csrf, roles, identities)


def made(attack: Callable[[Attacker], Try], product: RunningProduct, *, tries: int, seed: int) -> Tally:
    """The attack, so many times; what the product answers with 5xx is too much as well."""
    tally = Tally(attack.__name__)
    with httpx.Client(timeout=30, follow_redirects=False) as http:
        attacker = Attacker(product, random.Random(f"{seed} {attack.__name__}"), http)
        for _ in range(tries):
            status, fault = attack(attacker)
            is_error = isinstance(status, int) and 500 <= status < 600 and status != 503
            tally.add(status, fault=fault or (f"answered {status}" if is_error else ""))
    return tally
