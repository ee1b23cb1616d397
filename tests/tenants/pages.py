"""A person at a browser, with a link from a mail."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.test import Client

from tests.factories import PASSWORD

NEW = "another-horse-battery"


def browser(link: str, address: str = "192.0.2.1") -> Client:
    """A browser on the link's host."""
    return Client(headers={"host": urlsplit(link).hostname or link}, REMOTE_ADDR=address)


def follow(client: Client, link: str, **said: str) -> tuple[int, str]:
    """Open the link, send its form, and what comes: the first answer's status and the last page."""
    opened = client.get(urlsplit(link).path, follow=True)
    sent = client.post(opened.request["PATH_INFO"], said)
    page = client.get(sent.headers["Location"], follow=True) if sent.status_code == 302 else sent
    return sent.status_code, page.content.decode()


def signed_in(host: str, email: str, password: str = PASSWORD) -> Client:
    client = browser(host)
    assert client.post("/login/", {"username": email, "password": password}).status_code == 302
    return client


def may_sign_in(host: str, email: str, password: str) -> bool:
    return browser(host).post("/login/", {"username": email, "password": password}).status_code == 302
