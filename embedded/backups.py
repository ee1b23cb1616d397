"""`make backup` and `make restore`: one file that holds the database, uploaded files and the secrets of the product.

Those are the key that signs links, and the one that seals columns. Not in it: Redis (what is queued and counted) and
Temporal's history, which the bookings' rows bring back.
"""

import asyncio
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from embedded import dumps, state, up
from embedded.console import Console
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.postgres_files import Cluster, place
from embedded.servers import Servers
from embedded.supervisor import Supervisor

DUMP, MEDIA, KEYS = "database.dump", "media", ("secret_key", "master_key")


def backup(layout: Layout, file: Path | None) -> int:
    """Write a backup, also while the product runs, and say where."""
    target = (file or layout.var / "backups" / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar").resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    running = state.running(layout)
    if running is None:
        _on_servers(layout, lambda cluster, port: _write(layout, cluster, port, target))
    else:
        _write(layout, place(layout), _port_of(running), target)
    Console().say(f"Written: {target} ({target.stat().st_size // 1024} KiB)")
    return 0


def restore(layout: Layout, file: Path, *, is_forced: bool) -> int:
    """Put a backup's data in place of the present; asks first, unless forced."""
    if state.running(layout) is not None:
        raise ServiceError("Stop it first: make stop")
    if not tarfile.is_tarfile(file):
        raise ServiceError(f"{file} is no backup.")
    if not is_forced and not Console().is_confirmed(f"This puts the data of {file} in place of this clone's."):
        raise ServiceError("Nothing was changed. To restore without being asked: make restore FILE=… FORCE=1")
    layout.make()
    with tempfile.TemporaryDirectory(dir=layout.var) as folder, tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
        _on_servers(layout, lambda cluster, port: dumps.restore(cluster, port, Path(folder) / DUMP))
        _put_files(layout, Path(folder))
    Console().say("Restored; make run brings it up to date. The database that was there: xseven_before_restore")
    return 0


def _write(layout: Layout, cluster: Cluster, port: int, target: Path) -> None:
    """An interrupted backup leaves no file of the target's name."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump, unfinished = Path(folder) / DUMP, Path(folder) / "unfinished"
        dumps.dump(cluster, port, dump)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            archive.add(dump, DUMP)
            for path in (layout.var / MEDIA, *(layout.secrets / key for key in KEYS)):
                if path.exists():
                    archive.add(path, path.name)
        unfinished.replace(target)


def _put_files(layout: Layout, folder: Path) -> None:
    """Uploaded files and the keys, as they were; what was uploaded since stays beside them."""
    if (folder / MEDIA).exists():
        shutil.copytree(folder / MEDIA, layout.var / MEDIA, dirs_exist_ok=True)
    for key in KEYS:
        if (folder / key).exists():
            (folder / key).chmod(0o600)
            (folder / key).replace(layout.secrets / key)


def _on_servers(layout: Layout, work: dumps.Work) -> None:
    """Start the servers for as long as the work takes."""

    async def start(supervisor: Supervisor, _: Servers) -> None:
        await asyncio.to_thread(work, place(layout), _port_of(supervisor.state))

    async def at_once(_: Supervisor) -> None:
        return

    up.run(layout, start, until=at_once)


def _port_of(running: state.State) -> int:
    port = running.ports.get("postgres")
    if port is None:
        raise ServiceError("DATABASE_URL names a server of your own: docs/operations.md says how to back it up.")
    return port
