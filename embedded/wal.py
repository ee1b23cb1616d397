"""The write-ahead log kept aside (`WAL_ARCHIVE`): it takes a copy of the cluster to any moment since."""

import os
import shlex
from datetime import datetime
from pathlib import Path

from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.postgres_files import Cluster

LONGEST_UNSAVED_SECONDS = 60
"""What a lost disk costs at most: after so long a file of the log is put aside though it is not full."""


def archive_of(layout: Layout) -> Path | None:
    """The folder that is set; none for the tests' own set."""
    name = os.environ.get("WAL_ARCHIVE", "")
    if not name or layout.is_for_tests:
        return None
    if "%" in name:
        raise ServiceError("WAL_ARCHIVE: a folder without a % in its name, please.")
    return Path(name).resolve()


def prepare(archive: Path, cluster: Cluster) -> None:
    """Make the folder one that the server can write to, and that nobody else can read."""
    archive.mkdir(parents=True, exist_ok=True)
    archive.chmod(0o700)
    if cluster.user:
        cluster.user.owns(archive)
        if not cluster.user.can_enter(archive):
            raise ServiceError(f"PostgreSQL runs as {cluster.user.name}, who cannot enter WAL_ARCHIVE={archive}.")


def settings(archive: Path) -> dict[str, str]:
    """A file takes its name once it is whole; one that is there already is never written over by another."""
    kept, growing = shlex.quote(str(archive)) + "/%f", shlex.quote(str(archive)) + "/.%f"
    command = f"(test ! -f {kept} || cmp -s %p {kept}) && cp %p {growing} && sync {growing} && mv {growing} {kept}"
    return {"archive_mode": "on", "archive_command": command, "archive_timeout": f"{LONGEST_UNSAVED_SECONDS}s"}


def recovery(archive: Path, before: Path, at: datetime | None) -> str:
    """Lines of `postgresql.auto.conf`: replay what was put aside, and what the cluster before had not put aside yet."""
    log = before / "pg_wal"
    command = f"cp {shlex.quote(str(archive))}/%f %p || cp {shlex.quote(str(log))}/%f %p"
    lines = [f"restore_command = {_quoted(command)}", "recovery_target_action = 'promote'"]
    if at is not None:
        lines.append(f"recovery_target_time = {_quoted(at.isoformat())}")
    return "\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
