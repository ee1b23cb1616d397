from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.context import enter
from tenants.models import Role
from tests.factories import new_user
from workflows.models import MailState, SentMail

if TYPE_CHECKING:
    from tenants.models import Business


def write(subject: str, *, version: int = 1, reference: str = "K7F-2QM", **fields: object) -> SentMail:
    return SentMail.objects.create(
        reference=reference,
        kind="confirmation",
        version=version,
        to="greta@example.com",
        subject=subject,
        text="plain words",
        html="<p style='color:red'>words</p>",
        message_id=f"<{version}@x>",
        state=MailState.SENT,
        **fields,
    )


def signed_in(host: Business, email: str, *, member_of: Business, role: str = Role.STAFF) -> Client:
    client = Client(headers={"host": f"{host.slug}.localhost"})
    user = new_user(email, business=member_of, role=role)
    with enter(host.schema_name):  # a session holds for the host it was opened on
        client.force_login(user, "tenants.authentication.MembershipBackend")
    return client


@pytest.fixture
def staff(marios: Business) -> Client:
    return signed_in(marios, "sara@example.com", member_of=marios)


def test_list_shows_own_mails_only(staff: Client, marios: Business, bella: Business) -> None:
    with enter(bella.schema_name):
        foreign = write("Canary of Bella")
    with enter(marios.schema_name):
        own = write("Canary of Mario")
    page = staff.get("/staff/mail/").content.decode()

    assert "Canary of Mario" in page
    assert "Canary of Bella" not in page
    assert staff.get(f"/staff/mail/{own.pk}/").status_code == 200
    if foreign.pk != own.pk:
        assert staff.get(f"/staff/mail/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/staff/mail/", "/staff/mail/1/", "/staff/mail/1/body/"])
def test_mail_is_for_members_only(marios: Business, bella: Business, path: str) -> None:
    assert Client(headers={"host": "marios.localhost"}).get(path).status_code == 302
    colleague_elsewhere = signed_in(marios, "other@example.com", member_of=bella)
    assert colleague_elsewhere.get(path).status_code in {302, 403}


def test_list_takes_the_same_queries_for_many_mails(staff: Client, marios: Business) -> None:
    counts = []
    for through in (1, 3):
        with enter(marios.schema_name):
            for version in range(SentMail.objects.count(), through):
                write(f"Mail {version}", version=version)
        staff.get("/staff/mail/")
        with CaptureQueriesContext(connection) as queries:
            staff.get("/staff/mail/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_search_finds_a_reference_however_it_is_typed(staff: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        write("The wanted one")
        write("The other one", reference="XXX-XXX")
    page = staff.get("/staff/mail/", {"q": "k7f 2qm"}).content.decode()

    assert "The wanted one" in page
    assert "The other one" not in page


def test_mail_body_may_do_nothing_but_look_like_itself(staff: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        mail = write("Mail")
    answer = staff.get(f"/staff/mail/{mail.pk}/body/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
