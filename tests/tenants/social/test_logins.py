"""Signing in by a login elsewhere: what joins a login here, what does not, and that nobody comes in by another's."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.contrib.sessions.models import Session
from django.test import Client

from tenants.actors import SYSTEM
from tenants.models import Identity, Role, User
from tenants.operations import add_member, choose_password, connect_identity
from tenants.social.platform import STARTS
from tenants.social.providers import Claims
from tests.factories import PASSWORD, new_user
from tests.tenants.accounts.test_own import let_proof_grow_old
from tests.tenants.pages import NEW
from tests.tenants.social.openid import ACCESS, CLIENT, FOREIGN_KEY, SECRET, OpenID, running_openid
from tests.tenants.test_second_factor import code_of, with_second_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from tenants.models import Business
    from tests.tenants.conftest import Postbox

MARIOS, BELLA, PLATFORM, LUCA = "marios.localhost", "bella.localhost", "localhost", "luca@example.com"


@pytest.fixture
def openid(settings: Any) -> Iterator[OpenID]:
    with running_openid() as running:
        given = {"client_id": CLIENT, "client_secret": SECRET}
        discovery = f"{running.address}/.well-known/openid-configuration"
        at = {"site": running.address, "api": running.address}
        settings.SOCIAL_LOGINS = {
            "google": {"label": "Google", "metadata": discovery, **given},
            "microsoft": {"label": "Microsoft", "metadata": discovery, "verified_claim": "xms_edov", **given},
            "github": {"label": "GitHub", "metadata": "", **at, **given},
        }
        running.redirects = {f"http://localhost:8000/login/with/{key}/back/" for key in settings.SOCIAL_LOGINS}
        yield running


@pytest.fixture
def luca(marios: Business) -> User:
    return new_user(LUCA, business=marios, role=Role.OWNER)


class Browser:
    """Follows redirects between the business's host, the platform's and the provider; cookies of each stay there."""

    def __init__(self, host: str = MARIOS) -> None:
        self.host = host
        self.at = {name: Client(headers={"host": name}) for name in (host, PLATFORM)}

    @property
    def here(self) -> Client:
        return self.at[self.host]

    def open(self, url: str, *, until: str = "") -> Response:
        """The first page that sends nowhere on, or the redirect to an address with ``until`` in it."""
        for _ in range(10):
            where = urlsplit(url)
            host = where.hostname or self.host
            if host == "127.0.0.1":
                url = requests.get(url, allow_redirects=False, timeout=5).headers["Location"]
                continue
            answer = self.at[host].get(f"{where.path}?{where.query}")
            if answer.status_code != 302 or (until and until in answer.headers["Location"]):
                return answer
            following = answer.headers["Location"]
            url = following if "://" in following else f"http://{host}{following}"
        raise AssertionError(f"sent on and on: {url}")

    def sign_in(self, provider: str = "google") -> Response:
        return self.open(f"http://{self.host}/login/with/{provider}/")

    def is_in(self) -> bool:
        return self.here.get("/staff/").status_code == 200


def connected(user: User, subject: str = "g-1", provider: str = "google") -> None:
    connect_identity(user=user, claims=Claims(provider, subject, "", is_email_verified=False))


# --- Coming in ------------------------------------------------------------------------------------------------------


def test_buttons_are_there_where_there_are_credentials(marios: Business, settings: Any) -> None:
    client = Client(headers={"host": MARIOS})
    settings.SOCIAL_LOGINS = {}
    assert "/login/with/" not in client.get("/login/").content.decode()
    assert client.get("/login/with/google/").status_code == 404
    settings.SOCIAL_LOGINS = {"github": {"label": "GitHub", "client_id": "x", "client_secret": "y", "metadata": ""}}
    page = client.get("/login/?next=/staff/inbox/").content.decode()
    assert "/login/with/github/?next=/staff/inbox/" in page
    assert "Google" not in page


@pytest.mark.parametrize("provider", ["google", "github"])
def test_a_connected_login_opens(openid: OpenID, luca: User, provider: str) -> None:
    connected(luca, provider=provider)
    browser = Browser()
    assert (
        browser.open(f"http://{MARIOS}/login/with/{provider}/?next=/staff/inbox/").request["PATH_INFO"]
        == "/staff/inbox/"
    )
    assert browser.is_in()
    assert Identity.objects.get().used_at is not None


def test_no_token_of_the_provider_is_kept_or_handed_on(openid: OpenID, luca: User) -> None:
    connected(luca)
    browser = Browser()
    shown = browser.sign_in().content.decode()
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert browser.is_in()
    assert sessions
    assert ACCESS not in f"{shown} {sessions} {list(Identity.objects.values())} {browser.here.cookies}"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/x"])
def test_it_leads_to_no_other_host(openid: OpenID, luca: User, next_page: str) -> None:
    connected(luca)
    browser = Browser()
    assert browser.open(f"http://{MARIOS}/login/with/google/?next={next_page}").request["PATH_INFO"] == "/staff/"


def test_the_second_step_is_asked_for_all_the_same(openid: OpenID, luca: User) -> None:
    with_second_factor(luca)
    connected(luca)
    browser = Browser()
    assert browser.sign_in().request["PATH_INFO"] == "/login/code/"
    assert not browser.is_in()
    browser.here.post("/login/code/", {"code": code_of(luca)})
    assert browser.is_in()


def test_it_opens_where_the_person_works_and_nowhere_else(openid: OpenID, luca: User, bella: Business) -> None:
    connected(luca)
    for host in (BELLA, PLATFORM):
        browser = Browser(host)
        assert browser.sign_in().status_code == 403
        assert "_auth_user_id" not in browser.here.session
    add_member(business=bella, user=luca, role=Role.STAFF, by=SYSTEM)
    browser = Browser(BELLA)
    browser.sign_in()
    assert browser.is_in()


def test_platform_staff_come_in_by_it_too(db: None, openid: OpenID) -> None:
    connected(new_user("ops@example.com", is_staff=True, is_superuser=True))
    browser = Browser(PLATFORM)
    assert browser.sign_in().request["PATH_INFO"] == "/admin/"


def test_who_was_switched_off_stays_out(openid: OpenID, luca: User) -> None:
    connected(luca)
    User.objects.update(is_active=False)
    assert Browser().sign_in().status_code == 403


# --- What joins a login here ----------------------------------------------------------------------------------------


def test_a_verified_address_joins_after_the_login_s_own_proof(postbox: Postbox, openid: OpenID, luca: User) -> None:
    browser = Browser()
    asked = browser.sign_in()
    assert asked.request["PATH_INFO"] == "/login/with/join/"
    assert not Identity.objects.exists()
    assert browser.here.post("/login/with/join/", {"password": "wrong"}).status_code == 422
    assert not browser.is_in()
    with postbox.open():
        assert browser.here.post("/login/with/join/", {"password": PASSWORD}).headers["Location"] == "/staff/"
    assert browser.is_in()
    assert "login elsewhere was connected" in postbox.to(LUCA)[-1]
    again = Browser()
    again.sign_in()
    assert again.is_in(), "without the password from now on"


def test_the_proof_is_the_whole_of_it(openid: OpenID, luca: User) -> None:
    with_second_factor(luca)
    browser = Browser()
    browser.sign_in()
    for said in ({"password": PASSWORD}, {"password": PASSWORD, "code": "000000"}, {"code": code_of(luca)}):
        assert browser.here.post("/login/with/join/", said).status_code == 422
    assert not Identity.objects.exists()


def test_guessing_the_password_there_is_stopped(openid: OpenID, luca: User) -> None:
    browser = Browser()
    browser.sign_in()
    statuses = [browser.here.post("/login/with/join/", {"password": str(n)}).status_code for n in range(6)]
    assert statuses == [422] * 5 + [429]


@pytest.mark.parametrize("verified", [False, None, "false", 0, "", [], ["true"], {"true": True}, "yes"])
def test_an_unverified_address_joins_nothing(openid: OpenID, luca: User, verified: object) -> None:
    openid.claims["email_verified"] = verified
    browser = Browser()
    page = browser.sign_in()
    assert (page.status_code, "does not vouch" in page.content.decode()) == (403, True)
    assert browser.here.post("/login/with/join/", {"password": PASSWORD}).headers["Location"] == "/login/"
    assert not Identity.objects.exists()


def test_nor_one_that_is_not_said(openid: OpenID, luca: User) -> None:
    del openid.claims["email_verified"]
    assert Browser().sign_in().status_code == 403
    del openid.claims["email"]
    openid.userinfo = {"sub": "somebody-else", "email": LUCA, "email_verified": True}
    assert Browser().sign_in().status_code == 200, "userinfo of another person is refused"
    assert not Identity.objects.exists()


def test_what_an_administrator_has_typed_at_microsoft_joins_nothing(openid: OpenID, luca: User) -> None:
    assert Browser().sign_in("microsoft").status_code == 403
    openid.claims["xms_edov"] = True
    assert Browser().sign_in("microsoft").request["PATH_INFO"] == "/login/with/join/"


@pytest.mark.parametrize(
    ("primary", "verified", "joins"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_github_s_primary_address_joins_if_it_is_verified(
    openid: OpenID, luca: User, primary: bool, verified: bool, joins: bool
) -> None:
    openid.userinfo = {"emails": [{"email": LUCA, "primary": primary, "verified": verified}]}
    assert (Browser().sign_in("github").request["PATH_INFO"] == "/login/with/join/") is joins


def test_an_address_that_changed_hands_at_the_provider_opens_nothing(openid: OpenID, luca: User) -> None:
    connected(luca)
    openid.claims["sub"] = "g-2"
    browser = Browser()
    assert browser.sign_in().request["PATH_INFO"] == "/login/with/join/", "the password is asked for"
    assert not browser.is_in()


def test_an_address_nobody_has_here_opens_nothing_and_makes_nothing(openid: OpenID, luca: User) -> None:
    openid.claims["email"] = "stranger@example.com"
    assert Browser().sign_in().status_code == 403
    assert User.objects.count() == 1


def test_who_holds_the_mailbox_shuts_out_what_was_connected_before(openid: OpenID, marios: Business) -> None:
    planted = User.objects.create_user(LUCA, PASSWORD)
    connected(planted, "thief")
    choose_password(user=planted, password=NEW)
    assert not Identity.objects.exists()


# --- Connecting it oneself ------------------------------------------------------------------------------------------


def signed_in(browser: Browser, email: str = LUCA) -> None:
    assert browser.here.post("/login/", {"username": email, "password": PASSWORD}).status_code == 302


def test_a_person_connects_and_disconnects(openid: OpenID, luca: User) -> None:
    openid.claims |= {"email": "private@gmail.example", "email_verified": False}
    browser = Browser()
    signed_in(browser)
    asked = browser.open(f"http://{MARIOS}/account/logins/google/")
    assert "private@gmail.example" in asked.content.decode()
    assert not Identity.objects.exists(), "not before they say so"
    browser.here.post("/account/logins/confirm/")
    assert Identity.objects.get().user == luca
    other = Browser()
    other.sign_in()
    assert other.is_in()
    browser.here.post(f"/account/logins/{Identity.objects.get().pk}/end/")
    assert Browser().sign_in().status_code == 403


def test_with_proof_and_their_own_only(openid: OpenID, marios: Business, luca: User) -> None:
    connected(new_user("gina@example.com", business=marios), "g-9")
    browser = Browser()
    signed_in(browser)
    hers = Identity.objects.get().pk
    assert browser.here.post(f"/account/logins/{hers}/end/").status_code == 404
    let_proof_grow_old(browser.here)
    for path in ("google/", "confirm/"):
        assert browser.here.get(f"/account/logins/{path}").headers["Location"].startswith("/account/prove/")


def test_one_login_elsewhere_opens_one_here(openid: OpenID, marios: Business, luca: User) -> None:
    connected(new_user("gina@example.com", business=marios))
    browser = Browser()
    signed_in(browser)
    browser.open(f"http://{MARIOS}/account/logins/google/")
    page = browser.here.post("/account/logins/confirm/", follow=True).content.decode()
    assert "opens another one here already" in page
    assert Identity.objects.get().user != luca


# --- Nobody comes in by another's way -------------------------------------------------------------------------------


def arrival_of(browser: Browser) -> str:
    """The address the browser would go to next, with what the provider has vouched for."""
    answer = browser.open(f"http://{browser.host}/login/with/google/", until="/login/with/arrive/")
    return str(answer.headers["Location"])


def test_a_way_in_that_was_passed_on_signs_nobody_in(openid: OpenID, luca: User) -> None:
    connected(luca)
    link = arrival_of(Browser())
    victim = Browser()
    assert victim.open(link).status_code == 410
    victim.here.get("/login/with/google/")  # begins, and is handed another's
    assert victim.open(link).status_code == 410
    assert not victim.is_in()


def test_it_is_good_once(openid: OpenID, luca: User) -> None:
    connected(luca)
    browser = Browser()
    link = arrival_of(browser)
    browser.open(link)
    assert browser.is_in()
    browser.here.post("/logout/")
    assert browser.open(link).status_code == 410


def test_it_is_good_for_minutes(openid: OpenID, luca: User, monkeypatch: pytest.MonkeyPatch) -> None:
    connected(luca)
    browser = Browser()
    link, now = arrival_of(browser), time.time()
    monkeypatch.setattr("tenants.signing.time.time", lambda: now + 121)
    assert browser.open(link).status_code == 410


def test_it_is_good_at_one_business(openid: OpenID, luca: User, bella: Business) -> None:
    connected(luca)
    add_member(business=bella, user=luca, role=Role.OWNER, by=SYSTEM)
    elsewhere = Browser(BELLA)
    elsewhere.here.get("/login/with/google/")
    link = arrival_of(Browser()).replace(MARIOS, BELLA)
    assert elsewhere.open(link).status_code == 410
    assert not elsewhere.is_in()


@pytest.mark.parametrize("path", ["back/?code=x&state=y", "start/?ticket=x", "start/"])
def test_nobody_begins_in_the_middle(openid: OpenID, marios: Business, path: str) -> None:
    assert Client(headers={"host": PLATFORM}).get(f"/login/with/google/{path}").status_code == 410


def test_another_s_state_is_refused(openid: OpenID, luca: User) -> None:
    connected(luca)
    attacker, victim = Browser(), Browser()
    to_provider = attacker.open(f"http://{MARIOS}/login/with/google/", until="127.0.0.1").headers["Location"]
    back = requests.get(to_provider, allow_redirects=False, timeout=5).headers["Location"]
    assert victim.open(back).status_code == 410
    assert parse_qs(urlsplit(to_provider).query)["code_challenge_method"] == ["S256"]


def without(claim: str) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.pop(claim)


def wrong(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.update(values)


@pytest.mark.parametrize(
    "spoil",
    [
        wrong(iss="https://evil.example"),
        wrong(aud="another-client"),
        wrong(aud=["another-client"], azp=CLIENT),
        wrong(exp=int(time.time()) - 3600),
        wrong(nonce="another"),
        without("nonce"),
        without("aud"),
        without("iss"),
        without("exp"),
        without("sub"),
        dict.clear,
    ],
)
def test_an_id_token_that_is_not_as_it_must_be_is_refused(
    openid: OpenID, luca: User, spoil: Callable[[dict[str, Any]], None]
) -> None:
    connected(luca)
    openid.spoil = spoil
    browser = Browser()
    assert browser.sign_in().request["PATH_INFO"] == "/login/with/refused/"
    assert not browser.is_in()


@pytest.mark.parametrize("forge", ["foreign key", "none"])
def test_one_it_has_not_signed_is_refused(openid: OpenID, luca: User, forge: str) -> None:
    connected(luca)
    if forge == "none":
        openid.alg = "none"
    else:
        openid.key = FOREIGN_KEY
    browser = Browser()
    assert browser.sign_in().request["PATH_INFO"] == "/login/with/refused/"
    assert not browser.is_in()


def test_of_many_organisations_each_token_names_its_own(openid: OpenID, luca: User) -> None:
    connected(luca, provider="microsoft")
    openid.issuer = "https://login.example/{tenantid}/v2.0"
    openid.spoil = wrong(iss="https://login.example/abc/v2.0", tid="abc")
    browser = Browser()
    browser.sign_in("microsoft")
    assert browser.is_in()
    for spoil in (
        wrong(iss="https://login.example/abc/v2.0", tid="xyz"),
        wrong(iss="https://evil.example/", tid="abc"),
    ):
        openid.spoil = spoil
        assert Browser().sign_in("microsoft").request["PATH_INFO"] == "/login/with/refused/"


def test_a_provider_in_trouble_is_told_of(openid: OpenID, luca: User) -> None:
    openid.is_broken = True
    assert Browser().sign_in().request["PATH_INFO"] == "/login/with/refused/"


def test_who_says_no_there_comes_back_to_the_login(openid: OpenID, luca: User) -> None:
    browser = Browser()
    to_provider = browser.open(f"http://{MARIOS}/login/with/google/", until="127.0.0.1").headers["Location"]
    state = parse_qs(urlsplit(to_provider).query)["state"][0]
    page = browser.open(f"http://{PLATFORM}/login/with/google/back/?error=access_denied&state={state}")
    assert (page.request["PATH_INFO"], page.status_code) == ("/login/with/refused/", 200)


def test_going_there_too_often_is_stopped(openid: OpenID, luca: User) -> None:
    for _ in range(STARTS.burst):
        Browser().open(f"http://{MARIOS}/login/with/google/", until="127.0.0.1")
    assert Browser().sign_in().status_code == 429
