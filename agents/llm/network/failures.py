"""LiteLLM's many exceptions as the few that matter here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.llm import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN_MODEL = (
    "model",
    "does not exist",
    "not found",
    "not_found",
    "unknown",
    "no such",
    "not supported",
    "decommission",
)
LONGEST_COOL_DOWN = 600.0


def as_model_error(error: BaseException) -> errors.ModelError:
    """What to tell of it; never the provider's own words, which may quote the request or the key."""
    for one in _chain(error):
        if isinstance(one, errors.ModelError):
            return one
    kinds = {kind.__name__ for one in _chain(error) for kind in type(one).__mro__}
    status = getattr(error, "status_code", None)
    if kinds & {"Timeout", "APITimeoutError", "TimeoutException"} or status == 408:
        is_unconnected = bool(kinds & {"ConnectTimeout"})
        return errors.Unreachable() if is_unconnected else errors.TooSlow()
    if kinds & {"ConnectError", "RemoteProtocolError", "ReadError", "WriteError"}:
        return errors.Unreachable()
    if isinstance(status, int) and status >= 400 and "JSONDecodeError" not in kinds:
        return _of_status(status, str(error), _headers(error))
    return errors.Garbled()


def _of_status(status: int, words: str, headers: Mapping[str, str]) -> errors.ModelError:
    said = words.lower()
    if status in {401, 403}:
        return errors.WrongKey()
    if status == 404 or (status == 400 and "model" in said and any(word in said for word in UNKNOWN_MODEL[1:])):
        return errors.UnknownModel()
    if status == 429:
        return errors.RateLimited(cool_down=_seconds(headers.get("retry-after", "")))
    if status >= 500:
        return errors.ProviderFailed(cool_down=_seconds(headers.get("retry-after", "")))
    return errors.RequestRefused()


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error and what it came from: LiteLLM wraps what its clients raise, which wrap what ours do."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _headers(error: BaseException) -> Mapping[str, str]:
    response = getattr(error, "response", None)
    headers: Mapping[str, str] = getattr(response, "headers", None) or {}
    return headers


def _seconds(told: str) -> float:
    try:
        return min(max(float(told), 0.0), LONGEST_COOL_DOWN)
    except ValueError:  # a date, or nothing
        return 0.0
