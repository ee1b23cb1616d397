"""Structured logs: every line carries the business and the correlation id of what it happened in."""

from __future__ import annotations

import logging.config
import re
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

# These name a person or open a door; they never reach a log line whatever a caller passes.
SECRET_KEYS = frozenset(
    {"password", "token", "authorization", "cookie", "otp", "phone", "email", "text", "manage_token"}
)


def hide_secrets(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in SECRET_KEYS & entry.keys():
        entry[key] = "…"
    return entry


# What names a person wherever it turns up: addresses, numbers as they are dialled, and the values of a row that
# PostgreSQL quotes when it refuses one ("Key (lower(name), phone)=(…) already exists", "Failing row contains (…)").
WORDS_OF_PEOPLE = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "…@…"),
    (re.compile(r"(?<![\w.:-])(?:\+|00)\d[\d ()/-]{6,18}\d(?![\w:-])"), "+…"),
    (re.compile(r"(?<=\)=\().*(?=\) (?:already exists|is not present|is still referenced|conflicts))", re.DOTALL), "…"),
    (re.compile(r"(?<=Failing row contains \().*(?=\)\.)", re.DOTALL), "…"),
)


def without_people(text: str) -> str:
    """The text with what names a person left out."""
    for pattern, instead in WORDS_OF_PEOPLE:
        text = pattern.sub(instead, text)
    return text


def hide_people(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Run when traces are text: whatever an error quotes, a line of the log names nobody."""
    for key, value in entry.items():
        entry[key] = _without_people(value)
    return entry


def _without_people(value: Any) -> Any:
    match value:
        case bool() | int() | float() | None:
            return value
        case str():
            return without_people(value)
        case dict():
            return {key: _without_people(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_without_people(each) for each in value]
        case _:
            return without_people(str(value))


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    hide_secrets,
]


def logging_settings(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's ``LOGGING``: one handler to stderr, in JSON for machines or in columns for people."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED_PROCESSORS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    hide_people,
                    renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "httpx": {"level": "WARNING"},
            "stripe": {"level": "WARNING"},
            "temporalio": {"level": "WARNING"},
            "uvicorn.access": {"level": "WARNING"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Set up the standard library's logging and structlog on top of it (``LOGGING_CONFIG``)."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
