"""`make backup` and `make restore`: one file that holds the database, uploaded files and the secrets of the product.

Those are the key that signs links, and the one that seals columns. Not in it: Redis (what is queued and counted) and
Temporal's history, which the bookings' rows bring back.
"""

import asyncio
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from embedded import bases, dumps, offsite, pruning, records, shipping, state, up, uploads, wal
from embedded.console import Console
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.postgres_files import Cluster, place
from embedded.servers import Servers
from embedded.supervisor import Supervisor

DUMP = "database.dump"
KEYS, OF_CLUSTER = ("secret_key", "master_key"), "postgres_superuser"
"""The last is the password a copy of the cluster knows, and no other."""
ENDED_BEFORE = """Nothing was changed. Where the log ends before the time asked for, AT=latest replays all of it."""


def backup(layout: Layout, file: Path | None) -> int:
    """Write a backup, also while the product runs, copy it into the bucket where one is set, and say where."""
    bucket = offsite.bucket()
    target = (file or layout.var / "backups" / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar").resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    _beside(layout, lambda cluster, port: _write(layout, cluster, port, target))
    records.note(layout, records.BACKUP, str(target.parent))
    Console().say(f"Written: {target} ({target.stat().st_size // 1024} KiB)")
    if bucket:
        bucket.put(target, offsite.BACKUPS + target.name)
        records.note(layout, records.BACKUP, bucket.address)
        Console().say(f"Copied into {bucket.address}")
    return 0


def back_up_cluster(layout: Layout) -> int:
    """Write a copy of the cluster into WAL_ARCHIVE, also while the product runs: any moment since can be restored.

    Then delete what is older than the copies that are kept, and the log that none of them needs.
    """
    archive, most, bucket = _archive(layout), pruning.kept(), offsite.bucket()
    taken: list[Path] = []
    add_files = partial(_add_files, layout, *KEYS, OF_CLUSTER)
    _beside(layout, lambda cluster, port: taken.append(bases.take(cluster, port, archive, add_files)))
    records.note(layout, records.BASE, str(archive))
    if bucket:
        shipping.send_log(archive, bucket)
        shipping.send_base(taken[0], bucket)
        records.note(layout, records.BASE, bucket.address)
    Console().say(f"Written into {archive}; any moment from now on: make restore AT=…")
    copies, files = pruning.prune(archive, archive / bases.FOLDER, most)
    if bucket:
        shipping.prune(bucket, most)  # after the folder, from which what is deleted would be copied again
    if copies:
        Console().say(f"Deleted: {copies} older copies and {files} files of the log that no other needs (BASES_KEPT).")
    return 0


def rehearse(layout: Layout, file: Path | None) -> int:
    """Restore a backup, the newest unless one is named, beside the database, look into it, and remove it again.

    The newest is the bucket's where one is set: it is what would be left.
    """
    with _chosen(layout, file) as (chosen, place), _unpacked(layout, chosen) as folder:
        counted: list[tuple[int, int]] = []
        _beside(layout, lambda cluster, port: counted.append(dumps.rehearse(cluster, port, folder / DUMP)))
    records.note(layout, records.REHEARSAL, place)
    Console().say(
        f"{chosen.name} from {place} can be restored: {counted[0][0]} businesses with {counted[0][1]} tables."
    )
    return 0


def restore(layout: Layout, file: Path, *, is_forced: bool) -> int:
    """Put a backup's data in place of the present; asks first, unless forced."""
    if state.running(layout) is not None:
        raise ServiceError("Stop it first: make stop")
    if not is_forced and not Console().is_confirmed(f"This puts the data of {file} in place of this clone's."):
        raise ServiceError("Nothing was changed. To restore without being asked: make restore FILE=… FORCE=1")
    with _chosen(layout, file) as (chosen, _), _unpacked(layout, chosen) as folder:
        _on_servers(layout, lambda cluster, port: dumps.restore(cluster, port, folder / DUMP))
        _put_files(layout, folder)
    Console().say("Restored; make run brings it up to date. The database that was there: xseven_before_restore")
    return 0


def restore_moment(layout: Layout, at: datetime | None, *, is_forced: bool) -> int:
    """Bring all rows back as they were at that time, or as late as the log goes; asks first, unless forced.

    What fails leaves the cluster that was there. Uploaded files come as they were in the copy of the cluster; those
    since stay.
    """
    if state.running(layout) is not None:
        raise ServiceError("Stop it first: make stop")
    archive = _archive(layout)
    if bucket := offsite.bucket():
        shipping.bring(archive, bucket, at)
    base = bases.base_for(archive, at)
    told = f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else "the last moment of the log"
    if not is_forced and not Console().is_confirmed(f"This puts all data back to {told}, from {base}."):
        raise ServiceError("Nothing was changed. To restore without being asked: make restore AT=… FORCE=1")
    with _unpacked(layout, base / bases.FILES) as folder:
        _assert_knows(layout, folder / OF_CLUSTER)
        cluster = bases.put_in_place(layout, base, archive, at)
        try:
            _on_servers(layout, lambda _cluster, _port: None)
        except ServiceError as error:
            bases.put_back(cluster)
            raise ServiceError(f"{error}\n\n{ENDED_BEFORE}") from error
        _put_files(layout, folder)
    Console().say(f"Restored to {told}; make run goes on from there. The cluster that was there: {bases.BEFORE}")
    return 0


def _assert_knows(layout: Layout, password: Path) -> None:
    """A clone with a cluster of its own cannot log in to another's: one that has none yet takes the password over."""
    own = layout.secrets / OF_CLUSTER
    if not own.exists():
        shutil.copy(password, own)
    elif own.read_text() != password.read_text():
        raise ServiceError("This copy is of another clone's cluster. Restore it there, or in a clone that never ran.")


def _archive(layout: Layout) -> Path:
    if (archive := wal.archive_of(layout)) is None:
        raise ServiceError("Set WAL_ARCHIVE to the folder in which the log is put aside, for make run too.")
    return archive


@contextmanager
def _chosen(layout: Layout, file: Path | None) -> Iterator[tuple[Path, str]]:
    """The backup that is meant, for the block, and where it is kept. What is not here is looked for in the bucket."""
    bucket = offsite.bucket()
    if bucket and (file is None or not file.exists()):
        with offsite.fetched(layout, bucket, offsite.BACKUPS, file.name if file else "") as here:
            yield here, bucket.address
        return
    found = sorted((layout.var / "backups").glob("*.tar"), key=lambda path: path.stat().st_mtime)
    if file is None and not found:
        raise ServiceError("There is no backup to rehearse with yet: make backup")
    chosen = file or found[-1]
    yield chosen, str(chosen.resolve().parent)


@contextmanager
def _unpacked(layout: Layout, file: Path) -> Iterator[Path]:
    """What is in the file, in a folder for the block."""
    layout.make()
    if not file.exists() or not tarfile.is_tarfile(file):
        raise ServiceError(f"{file} is no backup.")
    with tempfile.TemporaryDirectory(dir=layout.var) as folder:
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError) as error:
            raise ServiceError(f"{file} cannot be read to its end: {error}") from error
        yield Path(folder)


def _beside(layout: Layout, work: dumps.Work) -> None:
    """On the servers that run, or on ones that are started for it."""
    running = state.running(layout)
    if running is None:
        _on_servers(layout, work)
    else:
        work(place(layout), _port_of(running))


def _write(layout: Layout, cluster: Cluster, port: int, target: Path) -> None:
    """An interrupted backup leaves no file of the target's name."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump, unfinished = Path(folder) / DUMP, Path(folder) / "unfinished"
        dumps.dump(cluster, port, dump)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            archive.add(dump, DUMP)
            _add_files(layout, *KEYS, archive=archive)
        unfinished.replace(target)


def _add_files(layout: Layout, *keys: str, archive: tarfile.TarFile) -> None:
    uploads.add(layout, archive)
    for path in (layout.secrets / key for key in keys):
        if path.exists():
            archive.add(path, path.name)


def _put_files(layout: Layout, folder: Path) -> None:
    """Uploaded files and the keys, as they were."""
    uploads.put_back(layout, folder)
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
