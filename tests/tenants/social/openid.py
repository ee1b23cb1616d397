"""A small OpenID provider on a port of its own: discovery, authorization, token, keys, userinfo; and GitHub's API.

It signs with its own key and checks what a real one checks: client, secret, redirect address, code used once, PKCE.
``claims`` is who is signed in there; ``spoil`` lets a test put something wrong into an otherwise right id_token.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACCESS = "access-canary-of-the-provider"
CLIENT, SECRET = "x-seven-client", "x-seven-secret"
KEY, FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "own"}), RSAKey.generate_key(2048, {"kid": "own"})


class OpenID:
    """What the provider knows, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.issuer = self.address
        self.redirects: set[str] = set()
        self.claims: dict[str, Any] = {"sub": "g-1", "email": "luca@example.com", "email_verified": True}
        self.userinfo: dict[str, Any] = {}
        self.spoil: Callable[[dict[str, Any]], None] = lambda claims: None
        self.key, self.alg = KEY, "RS256"
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.is_broken = False

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person is sent back to; ``ValueError`` for what a provider would refuse to their face."""
        is_known = asked["client_id"] == CLIENT and asked["redirect_uri"] in self.redirects
        if not is_known or asked["response_type"] != "code" or asked["code_challenge_method"] != "S256":
            raise ValueError(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, Any]:
        granted = self.codes.pop(asked["code"])  # once
        basic = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
        given = basic or f"{asked.get('client_id')}:{asked.get('client_secret')}"
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).rstrip(b"=")
        is_right = challenge.decode() == granted["code_challenge"] and asked["redirect_uri"] == granted["redirect_uri"]
        if given != f"{CLIENT}:{SECRET}" or not is_right:
            raise ValueError(asked)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": granted.get("nonce")}
        claims |= self.claims
        self.spoil(claims)
        answer: dict[str, Any] = {"access_token": ACCESS, "token_type": "Bearer", "expires_in": 300}
        if "openid" in granted["scope"] and claims:
            answer["id_token"] = self.signed(claims)
        return answer

    def signed(self, claims: dict[str, Any]) -> str:
        if self.alg == "none":
            parts = [{"alg": "none", "kid": "own"}, claims]
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
                + "."
            )
        return str(jwt.encode({"alg": self.alg, "kid": "own"}, claims, self.key))


def handler_of(openid: OpenID) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
            pass

        def do_GET(self) -> None:
            where = urlsplit(self.path)
            openid.asked.append(where.path)
            asked = {name: values[0] for name, values in parse_qs(where.query).items()}
            if where.path in {"/authorize", "/login/oauth/authorize"}:
                self.answer(302, headers={"Location": openid.authorize(asked)})
                return
            documents: dict[str, Any] = {
                "/.well-known/openid-configuration": openid.metadata(),
                "/keys": {"keys": [KEY.as_dict(private=False)]},
                "/userinfo": openid.userinfo,
                "/user": {"id": openid.claims["sub"], "login": "luca"},
                "/user/emails": openid.userinfo.get("emails", []),
            }
            self.answer(500 if openid.is_broken else 200, documents[where.path])

        def do_POST(self) -> None:
            openid.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            try:
                self.answer(200, openid.token(asked, self.headers.get("Authorization", "")))
            except (KeyError, ValueError):
                self.answer(400, {"error": "invalid_grant"})

        def answer(self, status: int, body: Any = None, headers: dict[str, str] | None = None) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(text)),
                **(headers or {}),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

    return Handler


@contextmanager
def running_openid() -> Iterator[OpenID]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    openid = OpenID(server.server_address[1])
    server.RequestHandlerClass = handler_of(openid)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield openid
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
