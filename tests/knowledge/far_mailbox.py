"""A mailbox in another place: mail-devel, which speaks IMAP and SMTP and keeps its mails in memory."""

from __future__ import annotations

import imaplib
import os
import smtplib
import socket
import subprocess
import sys
import time
from email.message import EmailMessage

USER, PASSWORD = "docs@example.org", "canary-password"
TRIES = 200


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class FarMailbox:
    def __init__(self) -> None:
        self.imap, self.smtp, smtps = _free_port(), _free_port(), _free_port()
        ports = ["--imap-port", self.imap, "--smtp-port", self.smtp, "--smtps-port", smtps]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mail_devel", "--host", "127.0.0.1", "--no-http", "--user", USER, *map(str, ports)],
            env={**os.environ, "MAIL_PASSWORD": PASSWORD},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for port in (self.imap, self.smtp):
            self._wait_for(port)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.imap}"

    @staticmethod
    def _wait_for(port: int) -> None:
        for _try in range(TRIES):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("mail-devel does not answer")

    def send(self, subject: str, text: str, *, sender: str = "anna@example.org", **files: bytes) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Anna <{sender}>", USER, subject
        mail.set_content(text)
        for name, content in files.items():
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{name}.csv")
        with smtplib.SMTP("127.0.0.1", self.smtp) as line:
            line.send_message(mail)

    def seen(self) -> list[bytes]:
        """Which mails somebody has read."""
        with self._opened() as line:
            return list(line.uid("SEARCH", "SEEN")[1][0].split())

    def empty(self) -> None:
        with self._opened() as line:
            line.store("1:*", "+FLAGS", "\\Deleted")
            line.expunge()

    def _opened(self) -> imaplib.IMAP4:
        line = imaplib.IMAP4("127.0.0.1", self.imap)
        line.login(USER, PASSWORD)
        line.select()
        return line

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
