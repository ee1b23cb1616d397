"""The unprivileged user PostgreSQL runs as when root starts it (it refuses to run as root)."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedded.errors import ServiceError

NAMES = ("postgres", "xseven-postgres")


@dataclass(frozen=True)
class SystemUser:
    name: str
    uid: int
    gid: int

    @property
    def identity(self) -> dict[str, Any]:
        """Arguments that make subprocess start a program as this user, in none of root's groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path) -> None:
        """Give one file or folder to this user."""
        os.chown(path, self.uid, self.gid)

    def can_run(self, command: Path) -> bool:
        """Whether this user reaches and can execute the program."""
        return self._succeeds(str(command), "--version")

    def can_enter(self, folder: Path) -> bool:
        """Whether this user can pass through every folder above this one, and it."""
        return self._succeeds("/bin/sh", "-c", 'cd "$0"', str(folder))

    def _succeeds(self, *command: str) -> bool:
        try:
            subprocess.run(  # noqa: S603 - fixed programs, paths of our own
                command,
                check=True,
                capture_output=True,
                cwd="/",
                **self.identity,
            )
        except (OSError, subprocess.CalledProcessError):
            return False
        return True


def unprivileged_user() -> SystemUser | None:
    """The user servers run as: None (stay who we are) unless we are root. Made once where it is missing."""
    if os.geteuid() != 0:
        return None
    for name in NAMES:
        found = _find(name)
        if found:
            return found
    return _create(NAMES[-1])


def _find(name: str) -> SystemUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return SystemUser(name, entry.pw_uid, entry.pw_gid)


def _create(name: str) -> SystemUser:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise ServiceError(f"PostgreSQL does not run as root. Create a user named {name}, or start as another user.")
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - fixed arguments
    user = _find(name)
    if user is None:
        raise ServiceError(f"Could not create the system user {name} for PostgreSQL: {done.stderr.strip()}")
    return user
