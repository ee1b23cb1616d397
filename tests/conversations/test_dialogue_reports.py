"""The dashboard flow: a report is asked for in a few words, shown exactly, mailed after a yes, and taken back."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from audit.models import Entry
from businesses.models import Booking
from conversations.operations import turns
from reports.models import Report, Schedule
from reports.operations.making import make_report
from reports.operations.scheduling import ask_for_due
from reports.states import ReportState
from tenants.context import current_business, current_schema, enter
from tenants.models import Membership, Role
from tests.businesses.hosts import browser_of
from tests.conversations.owning import OwnersTalk
from tests.conversations.talking import Talk, today
from tests.conversations.test_dialogue_owner import owner
from tests.conversations.test_dialogue_waiting import fill
from tests.conversations.test_turns import Killed
from tests.factories import PASSWORD
from tests.workflows.test_walk import relay
from workflows.models import MailKind, MailState, SentMail

if TYPE_CHECKING:
    from typing import Any

    from tenants.models import Business

__all__ = ["owner"]
MONDAYS = "send me last month's figures every Monday"


def test_what_is_asked_for_arrives_as_a_file_whose_figures_are_the_rows(owner: OwnersTalk) -> None:
    day = today() - timedelta(days=today().weekday() + 2)
    rows = fill(day, 18)
    Booking.objects.filter(pk=rows[0].pk).update(status="no_show")
    shown = owner.say("email me last week's no-shows")
    assert "mara@example.com" in shown
    assert not Report.objects.exists(), "nothing is made before a yes"
    assert owner.say("yes").startswith("Done: By mail to mara@example.com, now: No-shows")
    make_report(report_id=Report.objects.get().pk, now=timezone.now())
    relay()
    relay()
    (sent,) = SentMail.objects.filter(kind=MailKind.REPORT)
    assert (sent.to, sent.state) == ("mara@example.com", MailState.SENT)
    assert "Greta" not in sent.text
    (message,) = mail.outbox
    (name, content, media_type) = message.attachments[0]
    assert (str(name).endswith(".pdf"), media_type) == (True, "application/pdf")
    assert isinstance(content, bytes)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    assert f"Did not come 1 ▲ 1 more than before Bookings {len(rows)} " in text
    assert rows[0].reference in text
    assert "already" in owner.say("undo that"), "what is out cannot be taken back"
    browser = browser_of(current_business())
    browser.post("/login/", {"username": "mara@example.com", "password": PASSWORD})
    assert f'/file/">{name}</a>' in browser.get(f"/staff/mail/{sent.pk}/").content.decode()


def test_it_is_sent_regularly_corrected_stopped_and_all_of_it_taken_back(owner: OwnersTalk) -> None:
    shown = owner.say(MONDAYS)
    assert "Every Monday at 07:00 by mail to mara@example.com: Figures of a month (Last month), as PDF." in shown
    assert "The first on Monday" in shown
    assert "Every Friday" in owner.say("no, every Friday")
    owner.say("yes")
    kept = Schedule.objects.get()
    assert (kept.template, kept.days, kept.weekday) == ("month", "last_month", 5)
    assert [user.email for user in kept.recipients.all()] == ["mara@example.com"]
    assert len(ask_for_due(now=kept.next_at)) == 1

    assert "No such report" in owner.say("stop the Monday report")
    owner.say("stop the Friday report")
    owner.say("yes")
    assert Schedule.objects.get().is_paused
    owner.say("undo that")
    assert not Schedule.objects.get().is_paused


def test_of_several_the_one_to_be_stopped_is_chosen(owner: OwnersTalk) -> None:
    for wish in (MONDAYS, "send me the costs every month as excel"):
        owner.say(wish)
        owner.say("yes")
    owner.say("stop the report")
    assert owner.turn["needs"] == ["report"]
    which = next(each["text"] for each in owner.turn["reply"]["quick_replies"] if "Costs" in each["text"])
    owner.say(which)
    owner.say("yes")
    assert [each.template for each in Schedule.objects.filter(is_paused=True)] == ["costs"]


def test_a_no_and_a_customer_send_nothing(owner: OwnersTalk) -> None:
    owner.say(MONDAYS)
    owner.say("no, leave it")
    customer = Talk()
    for line in (MONDAYS, "yes", "email me this week's no-shows", "yes", "stop the Monday report", "yes"):
        customer.say(line)
    assert not Schedule.objects.exists()
    assert not Report.objects.exists()


def test_the_right_is_asked_for_at_each_turn(owner: OwnersTalk) -> None:
    owner.say(MONDAYS)
    Membership.objects.filter(user=owner.user).update(role=Role.STAFF)
    assert "may not change" in owner.say("yes")
    assert "may not change" in owner.say("email me the costs")
    assert not Schedule.objects.exists()


def test_a_turn_that_dies_after_the_yes_tells_of_it_and_does_it_once(
    owner: OwnersTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = turns.store_answer

    def die(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(turns, "store_answer", store)
        raise Killed

    for wish in (MONDAYS, "stop the Monday report"):
        owner.say(wish)
        monkeypatch.setattr(turns, "store_answer", die)
        with pytest.raises(Killed):
            owner.say("yes")
        turns.run_due_turns(owner.id)
        assert "Done" in owner.last_reply
    kept = Schedule.objects.get()
    assert kept.is_paused
    about = Entry.objects.of(current_schema()).filter(about=f"schedule:{kept.pk}")
    assert [each.deed for each in about.order_by("pk")] == ["report.schedule_made", "report.schedule_paused"]


@pytest.mark.parametrize(
    ("locale", "mondays", "no_shows", "stop", "yes", "undo"),
    [
        (
            "de",
            "schick mir jeden Montag die Zahlen vom letzten Monat",
            "mail mir die No-Shows dieser Woche",
            "stopp den Montagsbericht",
            "ja",
            "mach das rückgängig",
        ),
        (
            "fr",
            "envoie-moi les chiffres du mois dernier chaque lundi",
            "envoie-moi par mail les absents de cette semaine",
            "arrête le rapport du lundi",
            "oui",
            "annule ça",
        ),
        (
            "es",
            "envíame las cifras del mes pasado cada lunes",
            "mándame por correo las ausencias de esta semana",
            "deja de enviar el informe del lunes",
            "sí",
            "deshaz eso",
        ),
        (
            "it",
            "mandami i numeri del mese scorso ogni lunedì",
            "mandami via mail i no-show di questa settimana",
            "ferma il rapporto del lunedì",
            "sì",
            "annulla questa modifica",
        ),
        (
            "pt",
            "envia-me os números do mês passado todas as segundas-feiras",
            "manda-me por e-mail as faltas desta semana",
            "para o relatório de segunda-feira",
            "sim",
            "desfaz isso",
        ),
    ],
)
def test_the_other_languages_do_it_too(
    live_marios: Business, locale: str, mondays: str, no_shows: str, stop: str, yes: str, undo: str
) -> None:
    with enter(live_marios.schema_name):
        talk = OwnersTalk(live_marios, locale=locale)
        for line in (mondays, yes, no_shows, yes, stop, yes):
            talk.say(line)
        kept, report = Schedule.objects.get(), Report.objects.get()
        assert (kept.template, kept.days, kept.weekday, kept.is_paused) == ("month", "last_month", 1, True)
        assert (report.template, report.days, report.language) == ("no_shows", "this_week", locale)
        assert report.state == ReportState.WAITING
        talk.say(undo)
        assert not Schedule.objects.get().is_paused
