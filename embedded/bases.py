"""Copies of the whole cluster, from which the log is replayed: `make backup BASE=1`, `make restore AT=…`."""

import gzip
import shutil
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from embedded import dumps, wal
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.postgres_files import BACKUP_ROLE, Cluster, place

FOLDER, NAMED = "base", "%Y-%m-%dT%H%M%SZ"
CLUSTER, FILES = "base.tar.gz", "files.tar"
BEFORE = "data.before_restore"


def take(cluster: Cluster, port: int, archive: Path, add_files: dumps.AddFiles) -> Path:
    """Copy the cluster while it is used; called by the time from which on it serves. Where it is."""
    unfinished = archive / FOLDER / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    options = (f"--pgdata={unfinished}", "--format=tar", "--gzip", "--wal-method=none", "--checkpoint=fast")
    password = cluster.backup_password
    dumps.run(cluster, "pg_basebackup", *options, "--no-password", port=port, role=BACKUP_ROLE, password=password)
    with tarfile.open(unfinished / FILES, "w") as files:
        add_files(archive=files)
    for path in unfinished.iterdir():
        path.chmod(0o600)
    return unfinished.rename(unfinished.with_name(f"{datetime.now(UTC):{NAMED}}"))


def base_for(archive: Path, at: datetime | None) -> Path:
    """The newest copy from before that time. Raises ServiceError where there is none."""
    found = {time_of(path.name): path for path in (archive / FOLDER).glob("*Z")}
    fitting = [taken for taken in found if at is None or taken <= at]
    if not fitting:
        oldest = f" The oldest is of {min(found):%Y-%m-%d %H:%M:%S} UTC." if found else ""
        raise ServiceError(f"There is no copy of the cluster from before that time in {archive}.{oldest}")
    return found[max(fitting)]


def time_of(name: str) -> datetime:
    return datetime.strptime(name, NAMED).replace(tzinfo=UTC)


def put_in_place(layout: Layout, base: Path, archive: Path, at: datetime | None) -> Cluster:
    """Lay the copy where the cluster is, ready to replay when it starts; what was there is kept beside it."""
    cluster = place(layout)
    before, restoring = cluster.data.with_name(BEFORE), cluster.data.with_name("data.restoring")
    shutil.rmtree(restoring, ignore_errors=True)
    restoring.mkdir(mode=0o700)
    try:
        with gzip.open(base / CLUSTER) as packed, tarfile.open(fileobj=packed, mode="r|") as members:
            members.extractall(restoring, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        shutil.rmtree(restoring)
        raise ServiceError(f"{base / CLUSTER} cannot be read to its end: {error}") from error
    with (restoring / "postgresql.auto.conf").open("a") as file:
        file.write(wal.recovery(archive, before, at))
    (restoring / "recovery.signal").touch()
    for path in (restoring, *restoring.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if cluster.user:
            cluster.user.owns(path)
    shutil.rmtree(before, ignore_errors=True)
    if cluster.data.exists():
        cluster.data.rename(before)
    restoring.rename(cluster.data)
    return cluster


def put_back(cluster: Cluster) -> None:
    """Undo what was laid in place."""
    shutil.rmtree(cluster.data)
    if (before := cluster.data.with_name(BEFORE)).exists():
        before.rename(cluster.data)
