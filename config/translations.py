"""The translations of what customers and staff read: gathered from the code into ``locale``, and compiled.

``make translations`` brings ``locale/*/LC_MESSAGES/django.po`` up to date with the code, compiles what is translated
into the ``.mo`` beside it, and lists what is still to do.  Needs Babel, which only development has: the compiled files
are committed, so that nothing else has to make them.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = languages.codes()[1:]
"""All that are served but English, which the code is written in."""
READ_BY_CUSTOMERS = (
    "businesses/api/*.py",
    "businesses/clock.py",
    "businesses/contacts.py",
    "businesses/deposits/errors.py",
    "businesses/errors.py",
    "businesses/explanations.py",
    "businesses/form/*.py",
    "businesses/forms.py",
    "businesses/manage/*.py",
    "businesses/models/allergens.py",
    "businesses/models/order_statuses.py",
    "businesses/models/statuses.py",
    "businesses/models/waiting_statuses.py",
    "businesses/ordering/*.py",
    "businesses/qr/*.py",
    "businesses/queries/quoting.py",
    "businesses/waiting/errors.py",
    "businesses/wording/*.py",
    "businesses/operations/caps.py",
    "businesses/operations/deposits/paying.py",
    "config/bodies.py",
    "config/parsing.py",
    "config/plain_text.py",
    "config/problems.py",
    "conversations/api/*.py",
    "conversations/consumers/chat.py",
    "conversations/consumers/frames.py",
    "conversations/engine/**/*.py",
    "conversations/errors.py",
    "conversations/operations/*.py",
    "conversations/widget/**/*.py",
    "conversations/wording/*.py",
    "templates/book/*.html",
    "templates/manage/*.html",
    "templates/knowledge/*.html",
    "templates/qr/*.html",
    "templates/widget/_head.html",
    "templates/widget/find.html",
    "templates/widget/page.html",
    "templates/widget/unlisted.html",
    "templates/workflows/mail/*",
    "tenants/errors.py",
    "workflows/mail/*.py",
)
# The pages of staff. The admin, the pages of logins but for the choice of language, demo sites and the platform's own
# page speak English only.
READ_BY_STAFF = (
    "artifacts/errors.py",
    "artifacts/formats/*.py",
    "artifacts/graph/*.py",
    "artifacts/kinds.py",
    "artifacts/pages/*.py",
    "artifacts/recipes/*.py",
    "billing/errors.py",
    "billing/explanations.py",
    "billing/meters.py",
    "billing/models/statuses.py",
    "billing/pages/*.py",
    "billing/reporting.py",
    "billing/wording.py",
    "businesses/board/*.py",
    "businesses/by_word/*.py",
    "businesses/customers/*.py",
    "businesses/dashboard/*.py",
    "businesses/exchange/errors.py",
    "businesses/exchange/planning.py",
    "businesses/exchange/rules.py",
    "businesses/kitchen/*.py",
    "businesses/models/bookings.py",
    "businesses/models/consents.py",
    "businesses/models/remembered.py",
    "businesses/models/series.py",
    "businesses/operations/floor.py",
    "businesses/tallies.py",
    "conversations/dashboard.py",
    "conversations/inbox/*.py",
    "conversations/inbox/why/*.py",
    "conversations/models/canned.py",
    "conversations/models/conversation.py",
    "conversations/models/message.py",
    "conversations/reporting.py",
    "conversations/setting_up.py",
    "conversations/unanswered/*.py",
    "conversations/varied/measures.py",
    "conversations/varied/subjects.py",
    "experiments/errors.py",
    "experiments/operations/*.py",
    "experiments/pages/*.py",
    "experiments/states.py",
    "experiments/wording.py",
    "templates/artifacts/*.html",
    "templates/assistant/*.html",
    "payments/errors.py",
    "reports/contents.py",
    "reports/errors.py",
    "reports/formats/*.py",
    "reports/own.py",
    "reports/pages/*.py",
    "reports/periods.py",
    "reports/rhythm.py",
    "reports/states.py",
    "reports/wording.py",
    "templates/billing/*.html",
    "templates/billing/mail/*",
    "templates/board/*.html",
    "templates/tenants/businesses.html",
    "templates/tenants/organisation*.html",
    "tenants/organisations/*.py",
    "templates/conversations/mail/*",
    "templates/customers/*.html",
    "templates/conversations/unanswered.html",
    "templates/dashboard/*.html",
    "templates/experiments/*.html",
    "templates/inbox/*.html",
    "templates/kitchen/*.html",
    "templates/reports/*.html",
    "templates/staff/*.html",
    "templates/tenants/language.html",
    "templates/workflows/_of_customer.html",
    "templates/workflows/mail_*.html",
    "tenants/accounts/forms.py",
    "workflows/models.py",
    "workflows/with_customer.py",
)
READ_BY_OTHERS = frozenset({"conversations/widget/sites.py"})
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""A file does not differ because of the day it was made on."""
# Headers that change with every run or say nothing.
NOISE = re.compile(
    r'^"(?:Project-Id|POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Report-Msgid|Language-Team)'
)


def sources() -> list[Path]:
    found = {path for pattern in (*READ_BY_CUSTOMERS, *READ_BY_STAFF) for path in ROOT.glob(pattern)}
    return sorted(path for path in found if str(path.relative_to(ROOT)) not in READ_BY_OTHERS)


def marked() -> Catalog:
    """Every string marked for translation in what customers and staff read."""
    catalog = Catalog(project="X-Seven", fuzzy=False)
    for path in sources():
        for _line, message, comments, context in extract("python", io.BytesIO(as_python(path)), KEYWORDS):
            catalog.add(message, locations=[(str(path.relative_to(ROOT)), 0)], auto_comments=comments, context=context)
    return catalog


def as_python(path: Path) -> bytes:
    """The file for the extractor: of a template only its marked strings, as calls."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    calls = templatize(text, origin=str(path))
    return "\n".join(line.strip() for line in calls.splitlines()).encode()


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def translated(language: str) -> Catalog:
    path = po_of(language)
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language, domain="django")


def current(language: str, template: Catalog) -> Catalog:
    """What is translated, for the strings there are now; one that changed keeps its old translation, marked fuzzy."""
    catalog = translated(language)
    catalog.update(template, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.header_comment = f"# X-Seven in {language}. Brought up to date by `make translations`."
    catalog.fuzzy = False
    return catalog


def as_po(catalog: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, catalog, width=118, sort_output=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines()
    return "\n".join(line for line in lines if not NOISE.match(line)) + "\n"


def as_mo(catalog: Catalog) -> bytes:
    written = io.BytesIO()
    catalog.creation_date = catalog.revision_date = SOME_DAY
    write_mo(written, catalog)
    return written.getvalue()


def faults(language: str) -> Iterator[str]:
    """What is wrong with a language, a line each; nothing when every string is there, whole and compiled."""
    template, catalog = marked(), translated(language)
    wanted, there = identities(template), identities(catalog)
    yield from (f"{language}: not in the file: {text}" for text in sorted(map(str, wanted - there)))
    yield from (f"{language}: no longer in the code: {text}" for text in sorted(map(str, there - wanted)))
    yield from (f"{language}: {fault}" for message in catalog if message.id for fault in faults_of(message))
    compiled = po_of(language).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != as_mo(catalog):
        yield f"{language}: {compiled.name} was not made from {po_of(language).name}"


def identities(catalog: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    return {(message.context, _plain(message.id)) for message in catalog if message.id}


def _plain(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)


def faults_of(message: Message) -> Iterator[str]:
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    said = (message.id,) if isinstance(message.id, str) else message.id
    if not all(forms):
        yield f"not translated: {said[-1]}"
    elif message.fuzzy:
        yield f"to be looked at, for the English changed: {said[-1]}"
    elif any(placeholders(form) != placeholders(said[min(n, len(said) - 1)]) for n, form in enumerate(forms)):
        yield f"other placeholders than the English: {said[-1]}"


def placeholders(text: str | None) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text or "")))


def main() -> int:
    template = marked()
    for language in LANGUAGES:
        path = po_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_po(current(language, template)), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(as_mo(translated(language)))
    left = [fault for language in LANGUAGES for fault in faults(language)]
    sys.stdout.write("".join(f"{line}\n" for line in left) or f"{len(template)} strings, all translated.\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
