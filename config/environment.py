"""The one place that reads the process environment; everything else asks ``django.conf.settings``."""

from __future__ import annotations

import os
from pathlib import Path

from embedded.addresses import fill_from_running

fill_from_running()  # for manage.py by hand: the services that `make run` keeps, where the environment names no others

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("XSEVEN_VAR", ROOT / "var"))


class SettingError(Exception):
    """An environment variable is missing or malformed; the message says which and what would do."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def required(name: str, hint: str) -> str:
    value = text(name)
    if not value:
        raise SettingError(f"{name} is not set. {hint}")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise SettingError(f"{name}={value!r} is not a yes or no: use 1 or 0.")


def integer(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise SettingError(f"{name}={value!r} is not a whole number.") from None


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def master_keys() -> list[str]:
    """What seals the businesses' keys, newest first: from the environment, else the embedded services' own."""
    if keys := names("MASTER_KEYS"):
        return keys
    stored = VAR / "secrets/master_key"
    return [stored.read_text().strip()] if stored.exists() else []


def secret_key() -> str:
    """The signing key: from the environment, else the one the embedded services generated under ``var/``."""
    if key := text("SECRET_KEY"):
        return key
    stored = VAR / "secrets/secret_key"
    if stored.exists():
        return stored.read_text().strip()
    raise SettingError(f"SECRET_KEY is not set and {stored} does not exist. Run `make run`, or set SECRET_KEY.")
