"""Asking a web server for one thing: to a checked number, not too often, no more than is wanted, and again in a while.

A redirect is followed as if the address had been typed: checked, and never with what was meant for another server.
"""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from knowledge.fetching.addresses import host_and_port, host_of, joined, number_of, plain
from knowledge.fetching.faults import FetchFailed, Hitch
from knowledge.fetching.unpacking import unpacked
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.outward import PORTS, is_named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from types import TracebackType

AGENT = "X-Seven"
"""What robots.txt may call us by."""
CONNECT_SECONDS, SILENT_SECONDS, MOST_SECONDS = 5.0, 10.0, 30.0
MOST_HOPS, TRIES = 5, 3
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 20.0
BETWEEN = 1.0
"""Seconds between two requests to one host, whoever asks."""
PASSING_ANSWERS = {408, 425, 429, 500, 502, 503, 504}
HITCHES = {401: Hitch.LOCKED, 403: Hitch.LOCKED, 404: Hitch.GONE, 410: Hitch.GONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """``address`` is where it was found in the end; ``body`` None where it is as it was (304).

    ``next`` is where it says that it goes on, seen from ``address``.
    """

    address: str
    body: bytes | None
    headers: httpx.Headers
    next: str = ""


class Pinned(httpx.HTTPTransport):
    """Connects to the number that was checked, and to no other the name may have a moment later."""

    def __init__(self, named: Collection[str]) -> None:
        # No connection is kept: an encrypted one to a number serves no other name at that number.
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0))
        self._named = named

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        number = number_of(url.host, url.port or PORTS[url.scheme], self._named)
        request.url = url.copy_with(host=number)  # the Host header stays the name's
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        return super().handle_request(request)


class Web:
    """The way out for one job. ``named`` are private addresses that the platform lets owners name."""

    def __init__(self, named: Collection[str] = ()) -> None:
        timeout = httpx.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS)
        self._client = httpx.Client(
            transport=Pinned(named), timeout=timeout, trust_env=False, follow_redirects=False,
            headers={"User-Agent": f"{AGENT}/1", "Accept-Encoding": "gzip"},
        )  # fmt: skip
        self._named = named
        self.between: Callable[[str], float] = lambda _address: BETWEEN

    def __enter__(self) -> Web:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._client.close()

    def is_named(self, address: str) -> bool:
        return is_named(*host_and_port(address), self._named)

    def get(
        self,
        address: str,
        *,
        most: int,
        headers: Mapping[str, str] | None = None,
        secret: Mapping[str, str] | None = None,
        may: Callable[[str], bool] = lambda _address: True,
    ) -> Answer:
        """Up to ``most`` bytes. ``secret`` goes to the server of ``address`` alone; ``may`` is asked of each hop.

        Raises ``FetchFailed``; what is only passing is tried three times.
        """
        for tried in range(1, TRIES + 1):
            try:
                return self._follow(plain(address), most, dict(headers or {}), dict(secret or {}), may)
            except FetchFailed as error:
                if not error.is_passing or tried == TRIES:
                    raise
                time.sleep(min(LONGEST_PAUSE, max(error.pause, FIRST_PAUSE * 4.0 ** (tried - 1))))
        raise AssertionError(address)

    def _follow(
        self, address: str, most: int, headers: dict[str, str], secret: dict[str, str], may: Callable[[str], bool]
    ) -> Answer:
        home = address
        for _hop in range(MOST_HOPS + 1):
            if not may(address):
                raise FetchFailed(Hitch.ROBOTS)
            is_home = urlsplit(address)[:2] == urlsplit(home)[:2]  # scheme, host and port
            found = self._ask(address, most, {**headers, **(secret if is_home else {})})
            if isinstance(found, Answer):
                return found
            address = joined(address, found)
        raise FetchFailed(Hitch.CIRCLES)

    def _ask(self, address: str, most: int, headers: dict[str, str]) -> Answer | str:
        """The answer, or where it points."""
        self._wait_for_a_place(address)
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                if response.has_redirect_location:
                    return str(response.headers["Location"])
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Answer(address, None, response.headers)
                if response.status_code != httpx.codes.OK:
                    raise _refused(response)
                body = _body_of(response, most)
                following = response.links.get("next", {}).get("url", "")
                return Answer(address, body, response.headers, following)
        except httpx.TimeoutException as error:
            raise FetchFailed(Hitch.SLOW) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchFailed(Hitch.ADDRESS) from error
        except httpx.HTTPError as error:
            raise FetchFailed(Hitch.UNKNOWN if _is_of_certificate(error) else Hitch.UNREACHABLE) from error

    def _wait_for_a_place(self, address: str) -> None:
        pace = Limit("fetching", 1, self.between(address))
        while pace.seconds and (wait := take((pace, host_of(address)))):
            time.sleep(wait)


def _is_of_certificate(error: BaseException | None) -> bool:
    """Whether that is what is at the bottom of it."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _refused(response: httpx.Response) -> FetchFailed:
    if response.status_code in PASSING_ANSWERS:
        asked = response.headers.get("Retry-After", "")
        return FetchFailed(Hitch.BUSY, pause=float(asked) if asked.isdecimal() else 0.0)
    return FetchFailed(HITCHES.get(response.status_code, Hitch.ANSWER))


def _body_of(response: httpx.Response, most: int) -> bytes:
    """Counted while it comes, and once more unpacked; a body that drips has an end all the same."""
    deadline = time.monotonic() + MOST_SECONDS
    packed = bytearray()
    for piece in response.iter_raw():
        packed += piece
        if len(packed) > most:
            raise FetchFailed(Hitch.LARGE)
        if time.monotonic() > deadline:
            raise FetchFailed(Hitch.SLOW)
    coding = response.headers.get("Content-Encoding", "identity").lower()
    if coding not in {"gzip", "x-gzip", "identity", ""}:
        raise FetchFailed(Hitch.ANSWER)
    return unpacked(bytes(packed), most) if "gzip" in coding else bytes(packed)
