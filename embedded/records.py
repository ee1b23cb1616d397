"""When a backup, a copy of the cluster and a rehearsal last worked: a file beside them, for whoever looks after it."""

import json
import os
from datetime import UTC, datetime

from embedded.layout import Layout

BACKUP, BASE, REHEARSAL = "backup", "base", "rehearsal"
KINDS = (BACKUP, BASE, REHEARSAL)


def note(layout: Layout, kind: str) -> None:
    """That it has just worked."""
    path = layout.var / "backups" / "record.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_suffix(".new")
    descriptor = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(read(layout) | {kind: datetime.now(UTC).isoformat(timespec="seconds")}, file)
    growing.replace(path)


def read(layout: Layout) -> dict[str, str | None]:
    """By kind the time, in UTC; none where it never has."""
    try:
        kept = json.loads((layout.var / "backups" / "record.json").read_text())
    except (OSError, ValueError):
        kept = {}
    return {kind: kept.get(kind) for kind in KINDS}
