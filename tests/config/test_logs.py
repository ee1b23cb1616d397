"""No line of a log names a person, whatever an error quotes."""

from __future__ import annotations

import io
import json
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import structlog
from django.db import IntegrityError, connection

from businesses.models import Customer
from config.logs import logging_settings, without_people
from embedded.layout import layout_of
from tenants.correlation import correlated
from tests.workflows.test_walk import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business

NAME, PHONE, EMAIL = "Zoltana Quillfeather", "+390677712345", "zoltana@quillfeather.example"


@pytest.fixture(params=[True, False], ids=["json", "columns"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What a process with the product's settings would write."""
    made = logging_settings(level="INFO", as_json=request.param)["formatters"]["structured"]
    formatter = made.pop("()")(**made)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_refused_row_names_nobody(log: io.StringIO, live_marios: Business) -> None:
    """PostgreSQL tells the key that exists already; the trace of the error holds it."""
    from tenants.context import enter

    with enter(live_marios.schema_name):
        Customer.objects.create(name=NAME, phone=PHONE, email=EMAIL)
        with pytest.raises(IntegrityError) as refused:
            Customer.objects.create(name=NAME, phone=PHONE, email=EMAIL)
    assert NAME.lower() in str(refused.value)
    structlog.get_logger("test").error("row_refused", error=repr(refused.value), exc_info=refused.value)
    logging.getLogger("test").error("refused %s", refused.value, exc_info=refused.value)
    lines = log.getvalue()
    assert "row_refused" in lines
    assert "IntegrityError" in lines
    assert [word for word in (NAME, PHONE, EMAIL) if word.lower() in lines.lower()] == []


def test_a_machine_reads_when_what_and_of_which_cause_in_every_line() -> None:
    """In UTC, whoever wrote it; and it goes to where the process writes, nowhere else."""
    made = logging_settings(level="INFO", as_json=True)
    assert {each["class"] for each in made["handlers"].values()} == {"logging.StreamHandler"}
    formatter = made["formatters"]["structured"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter.pop("()")(**formatter))
    logging.getLogger().addHandler(handler)
    with correlated("cause-of-this"):
        structlog.get_logger("ours").warning("told", detail="two\nlines")
        logging.getLogger("a.library").warning("told, too")
    logging.getLogger().removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["logger"] for line in lines] == ["ours", "a.library"]
    for line in lines:
        assert (line["level"], line["correlation_id"]) == ("warning", "cause-of-this")
        assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_contacts_are_left_out_of_whatever_is_told(log: io.StringIO) -> None:
    structlog.get_logger("test").warning("told", found={"to": [EMAIL]}, also=f"call {PHONE}, or +39 06 777 12345")
    logging.getLogger("test").warning("mail to <%s> bounced", EMAIL)
    assert "told" in log.getvalue()
    assert "bounced" in log.getvalue()
    assert [word for word in (PHONE, EMAIL, "777 12345") if word in log.getvalue()] == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-28T17:48:57.123456Z",
        "b_0123456789abcdef:booking:K7F-2QM",
        "127.0.0.1:15432",
        "9f8d7c6b-1234-4321-8765-0123456789ab",
        "took 1234567890 ns",
        "/srv/x-seven/var/log/web.log",
    ],
)
def test_what_is_no_contact_is_kept(text: str) -> None:
    assert without_people(text) == text


def test_the_database_logs_no_values(live_marios: Business) -> None:
    """Its own log tells that a statement was refused, not with what."""
    from tenants.context import enter

    log_file = layout_of(is_for_tests=True).log / "postgres.log"
    before = log_file.stat().st_size
    with enter(live_marios.schema_name), connection.cursor() as cursor:
        for _ in range(2):
            try:
                cursor.execute("INSERT INTO businesses_customer (name, phone, email, locale, notes, created_at)"
                               " VALUES (%s, %s, %s, '', '', now())", [NAME, PHONE, EMAIL])  # fmt: skip
            except IntegrityError:
                break
    until(lambda: b"one_customer_per_name_and_contact" in log_file.read_bytes()[before:])
    written = log_file.read_bytes()[before:].decode()
    assert [word for word in (NAME, PHONE, EMAIL) if word.lower() in written.lower()] == []
