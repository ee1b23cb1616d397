"""Secrets made once and kept in files that only their owner can read."""

import os
import secrets
from pathlib import Path


def secret_in(path: Path) -> str:
    """The secret kept in `path`, made at the first call: 43 URL-safe characters, file mode 0600."""
    if path.exists():
        return path.read_text().strip()
    value = secrets.token_urlsafe(32)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
    return value
