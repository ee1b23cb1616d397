"""A web server in another place: what it answers is said by path, and what it was asked is kept."""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def html(title: str, text: str, head: str = "") -> Page:
    return Page(f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{text}</body></html>".encode())


@dataclass(slots=True)
class FarSite:
    """``pages`` by path; one with an ``ETag`` is not sent again to who has it. ``asked``: paths with their headers."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                page = site.pages.get(self.path, Page(b"not here", 404))
                tag = dict(page.headers).get("ETag")
                is_known = tag is not None and self.headers.get("If-None-Match") == tag
                self.send_response(304 if is_known else page.status)
                for name, value in page.headers:
                    self.send_header(name, value)
                body = b"" if is_known else page.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Tests are quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked if path != "/robots.txt"]

    def seal(self, folder: Path) -> None:
        """Speak TLS from now on, with a certificate that nobody has signed."""
        key = ec.generate_private_key(ec.SECP256R1())
        name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), datetime.now(UTC)
        built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        built = built.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        pem = serialization.Encoding.PEM
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        whole = folder / "server.pem"
        whole.write_bytes(key.private_bytes(pem, *plain) + built.sign(key, hashes.SHA256()).public_bytes(pem))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(whole)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def map_of(self, *paths: str, kind: str = "urlset") -> Page:
        entries = "".join(f"<x><loc>{self.address if path[0] == '/' else ''}{path}</loc></x>" for path in paths)
        return Page(f'<?xml version="1.0"?><{kind} xmlns="urn:m">{entries}</{kind}>'.encode())

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
