"""The mails of a folder by IMAP, with what is attached to them. Nothing there is changed, not even what is unread."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

from knowledge.fetching.addresses import number_of
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.pages import LONGEST_TITLE, MOST_BYTES_OF_ONE, MOST_PAGES, Fetched
from tenants.outward import is_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from email.message import EmailMessage

    from knowledge.fetching.pages import Reckon

PORT = 993
"""Encrypted from the first byte; at any other the line is encrypted by STARTTLS."""
SECONDS = 20.0
MOST_MAILS, MOST_ATTACHED = 100, 10
"""The newest of a folder, and of one mail."""
LARGEST = 4 * MOST_BYTES_OF_ONE
"""Bytes of a whole mail: what is attached grows by a third on its way."""
_UID, _SIZE = re.compile(rb"UID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    host: str
    port: int
    user: str
    password: str
    folder: str


def server_of(address: str) -> tuple[str, int]:
    """``host`` or ``host:port``. Raises ``FetchFailed``."""
    host, _colon, port = address.strip().partition(":")
    if not re.fullmatch(r"[\w.-]+", host) or (port and not (port.isdecimal() and 0 < int(port[:6]) < 65_536)):
        raise FetchFailed(Hitch.ADDRESS)
    return host, int(port or PORT)


def mailbox_pages(
    box: Mailbox, named: Collection[str], known: Mapping[str, Fetched], reckon: Reckon
) -> Iterator[Fetched]:
    """A page for each mail and each attachment, oldest first; those known from before are not sent again.

    Raises ``FetchFailed`` where the mailbox cannot be opened, or the line breaks.
    """
    with _opened(box, named) as line:
        mails = _mails(line, box.folder)
        reckon(len(mails))
        count = 0
        for address, uid, size in mails:
            if before := [page for page in known.values() if page.address.partition("#")[0] == address]:
                pages = before
            elif size > LARGEST:
                pages = [Fetched(address=address, hitch=Hitch.LARGE)]
            else:
                pages = list(_pages_of(_mail(line, uid), address))
            yield from pages[: MOST_PAGES - count]
            count += len(pages)
            if count >= MOST_PAGES:
                yield Fetched(address=box.folder, hitch=Hitch.MANY)
                return


@contextmanager
def _opened(box: Mailbox, named: Collection[str]) -> Iterator[imaplib.IMAP4]:
    if not box.password.isprintable():
        raise FetchFailed(Hitch.LOGIN)
    try:
        line = _Sealed(box, named) if box.port == PORT else _Line(box, named)
    except ssl.SSLCertVerificationError as error:
        raise FetchFailed(Hitch.UNKNOWN) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise FetchFailed(Hitch.UNREACHABLE) from error
    try:
        if box.port != PORT and not is_named(box.host, box.port, named):
            _encrypt(line)
        try:
            line.login(_quoted(box.user, Hitch.LOGIN), box.password)
        except (imaplib.IMAP4.error, UnicodeError) as error:
            raise FetchFailed(Hitch.UNREACHABLE if isinstance(error, imaplib.IMAP4.abort) else Hitch.LOGIN) from error
        yield line
    except (OSError, imaplib.IMAP4.abort) as error:
        raise FetchFailed(Hitch.UNREACHABLE) from error
    except (imaplib.IMAP4.error, ValueError) as error:  # also where there should be a number and is none
        raise FetchFailed(Hitch.ANSWER) from error
    finally:
        line.shutdown()


class _Line(imaplib.IMAP4):
    """Made to the number that was checked; reads nothing at once that is larger than a mail may be."""

    def __init__(self, box: Mailbox, named: Collection[str]) -> None:
        self._number = number_of(box.host, box.port, named)
        super().__init__(box.host, box.port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self._number, self.port), timeout)

    def read(self, size: int) -> bytes:
        if size > LARGEST:
            raise imaplib.IMAP4.abort("a literal larger than any mail")
        return super().read(size)


class _Sealed(_Line):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return ssl.create_default_context().wrap_socket(super()._create_socket(timeout), server_hostname=self.host)


def _encrypt(line: imaplib.IMAP4) -> None:
    """No password goes over an open line."""
    try:
        line.starttls(ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        raise FetchFailed(Hitch.UNKNOWN) from error
    except imaplib.IMAP4.error as error:
        raise FetchFailed(Hitch.OPEN_LINE) from error


def _mails(line: imaplib.IMAP4, folder: str) -> list[tuple[str, int, int]]:
    """Of the newest: what each goes by, its number and its bytes. Numbers hold as long as the folder's own does."""
    # Beyond ASCII a name is in modified UTF-7, which is the owner's to write.
    kind, _count = line.select(_quoted(folder or "INBOX", Hitch.FOLDER), readonly=True)
    if kind != "OK":
        raise FetchFailed(Hitch.FOLDER)
    (validity,) = line.response("UIDVALIDITY")[1] or [b""]
    _kind, (found, *_rest) = line.uid("SEARCH", "UNDELETED")
    uids = sorted(int(each) for each in (found or b"").split())[-MOST_MAILS:]
    if not uids:
        raise FetchFailed(Hitch.NO_PAGES)
    _kind, rows = line.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    told = [row if isinstance(row, bytes) else b"".join(row) for row in rows if row]
    sizes = {int(uid[1]): int(size[1]) for row in told if (uid := _UID.search(row)) and (size := _SIZE.search(row))}
    mark = (validity or b"").decode("ascii", "replace")
    return [(f"mail:{mark}:{uid}", uid, sizes[uid]) for uid in uids if uid in sizes]


def _quoted(text: str, hitch: Hitch) -> str:
    """As IMAP takes it within a command: on one line, which it does not end. Raises ``FetchFailed``."""
    if not text.isascii() or not text.isprintable():
        raise FetchFailed(hitch)
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def _mail(line: imaplib.IMAP4, uid: int) -> bytes:
    _kind, rows = line.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((row[1] for row in rows if isinstance(row, tuple)), b"")


def _pages_of(content: bytes, address: str) -> Iterator[Fetched]:
    """The mail, then what is attached. Whatever a stranger has sent: a mail that cannot be taken apart is told."""
    try:
        yield from _apart(content, address)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # what ``email`` raises at odd mails
        yield Fetched(address=address, hitch=Hitch.MAIL)


def _apart(content: bytes, address: str) -> Iterator[Fetched]:
    mail = message_from_bytes(content, policy=policy.default)
    sender = _plain(parseaddr(str(mail["From"] or ""))[1]).lower()[:254]
    title = _plain(str(mail["Subject"] or ""))[:LONGEST_TITLE]
    body = mail.get_body(("plain", "html"))
    text, attached = (body.get_content().encode() if body is not None else b""), _attached(mail)
    if text.strip() or not attached:
        yield Fetched(address=address, title=title, sender=sender, content=text)
    for number, part in enumerate(attached, 1):
        name = _plain(part.get_filename() or title)[:LONGEST_TITLE]
        file = part.get_payload(decode=True)
        if not isinstance(file, bytes) or len(file) > MOST_BYTES_OF_ONE:
            yield Fetched(address=f"{address}#{number}", title=name, sender=sender, hitch=Hitch.LARGE)
        else:
            yield Fetched(address=f"{address}#{number}", title=name, sender=sender, content=file)


def _plain(text: str) -> str:
    """On one line, without what no line has."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _attached(mail: EmailMessage) -> list[EmailMessage]:
    """Without the pictures within a mail's text: signatures and logos."""
    parts = [part for part in mail.iter_attachments() if part.get_content_disposition() == "attachment"]
    return parts[:MOST_ATTACHED]
