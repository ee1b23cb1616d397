"""The product's HTTP API, as a customer's page calls it."""

from __future__ import annotations

import re
import time
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

from tests.exam.demo import demo_business
from tests.exam.verdicts import Failed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from types import TracebackType

PATIENCE_SECONDS = 90
KEPT_SECONDS = 600
MOST_TRIES = 40
UNIQUE = re.compile(r"[0-9a-f-]{36}")


class Client:
    """Shared by all customers of a run: a 429 holds every one back for as long as it says."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=PATIENCE_SECONDS)
        self.port = self.http.base_url.port or 80
        self._not_before = 0.0
        self._offered: dict[tuple[object, ...], tuple[float, dict[datetime, str]]] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.http.close()

    def call(
        self,
        business: str,
        method: str,
        path: str,
        *,
        body: Any = None,
        token: str = "",
        query: Mapping[str, str | int] | None = None,
    ) -> dict[str, Any]:
        """The answer's JSON.  Raises Failed for any error but 429, which is waited out."""
        headers = {"Host": f"{business}.localhost:{self.port}", "Idempotency-Key": uuid.uuid4().hex}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        for _try in range(MOST_TRIES):
            time.sleep(max(0.0, self._not_before - time.monotonic()))
            try:
                answer = self.http.request(method, path, json=body, headers=headers, params=query)
            except httpx.TransportError as error:
                raise Failed(f"no answer: {error}") from error
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return self._read(answer, f"{method} {UNIQUE.sub('…', path)}")
            self._not_before = time.monotonic() + float(answer.headers.get("Retry-After") or 5) + 0.2
        raise Failed("429 without end")

    @staticmethod
    def _read(answer: httpx.Response, asked: str) -> dict[str, Any]:
        if not answer.is_success:
            raise Failed(f"HTTP {answer.status_code} for {asked}")
        read: dict[str, Any] = answer.json()
        return read

    def offered(
        self, business: str, first: date, days: int, *, service: str, party: int, staff: str, fresh: bool = False
    ) -> dict[datetime, str]:
        """Start in the business's zone and slot token of each time offered; asked again after ten minutes."""
        key = (business, first, days, service, party, staff)
        kept_at, slots = self._offered.get(key, (0.0, {}))
        if fresh or not kept_at or time.monotonic() - kept_at > KEPT_SECONDS:
            wanted: dict[str, str | int] = {"service": service, "party_size": party, "date": str(first), "days": days}
            wanted |= {"staff": staff} if staff else {}
            answer = self.call(business, "GET", "/api/v1/availability", query=wanted)
            zone = demo_business(business).zone
            slots = {datetime.fromisoformat(s["start"]).astimezone(zone): s["token"] for s in answer["slots"]}
            self._offered[key] = time.monotonic(), slots
        return slots
