"""The log and copies of the cluster, into the bucket and back: a lost disk costs what was not in it yet.

`python -m embedded.shipping` is the process beside the servers that copies the log.
"""

import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from embedded import bases, offsite, pruning, records, wal
from embedded.errors import ServiceError
from embedded.layout import Layout, layout_of
from embedded.objects import told
from embedded.offsite import BASES, LOG, Bucket
from embedded.spec import ProcessSpec
from embedded.users import unprivileged_user

PAUSE_SECONDS = 10


def is_wanted(layout: Layout) -> bool:
    return bool(told().backups) and wal.archive_of(layout) is not None


def process() -> ProcessSpec:
    return ProcessSpec(name="log-copier", command=(sys.executable, "-m", "embedded.shipping"), stage=1, is_echoed=True)


def send_log(archive: Path, bucket: Bucket) -> int:
    """Copy the files of the log that are not in the bucket yet, the oldest first; how many."""
    there = bucket.names(LOG)
    whole = (path for path in archive.glob("[!.]*") if path.is_file())
    new = sorted(path for path in whole if path.name not in there)
    for path in new:
        bucket.put(path, LOG + path.name)
    return len(new)


def send_base(base: Path, bucket: Bucket) -> None:
    """Its manifest, by which it counts as whole, comes last."""
    for path in sorted(base.iterdir(), key=lambda each: (each.name == pruning.MANIFEST, each.name)):
        bucket.put(path, f"{BASES}{base.name}/{path.name}")


def prune(bucket: Bucket, most: int) -> None:
    """In the bucket as in the folder (`pruning.prune`): whole copies beyond the newest so many, and their log."""
    whole = _whole(bucket)
    too_many = sorted(whole)[:-most] if most else []
    for name in too_many:
        for part in sorted(whole.pop(name), key=lambda each: each != pruning.MANIFEST):
            bucket.delete(f"{BASES}{name}/{part}")
    if not too_many or not whole:
        return
    with tempfile.TemporaryDirectory() as folder:
        needed = []
        for name in whole:
            bucket.fetch(f"{BASES}{name}/{pruning.MANIFEST}", Path(folder) / name / pruning.MANIFEST)
            needed.append(pruning.first_needed(Path(folder) / name))
    for name in bucket.names(LOG):
        if pruning.is_before(name, min(needed)):
            bucket.delete(LOG + name)


def bring(archive: Path, bucket: Bucket, at: datetime | None) -> None:
    """Fetch what the folder lacks to restore that moment: the newest copy from before it, and the log since.

    The server's own user replays the log, and must be able to read it.
    """
    whole = _whole(bucket)
    fitting = [name for name in whole if at is None or bases.time_of(name) <= at]
    if not fitting:
        return
    newest = max(fitting)
    base = archive / bases.FOLDER / newest
    if not base.exists():
        unfinished = base.with_name("fetched")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        for part in whole[newest]:
            bucket.fetch(f"{BASES}{newest}/{part}", unfinished / part)
        unfinished.rename(base)
    first, user = pruning.first_needed(base), unprivileged_user()
    for name in bucket.names(LOG):
        path = archive / name
        if not path.exists() and not pruning.is_before(name, first):
            bucket.fetch(LOG + name, path)
            if user:
                user.owns(path)
    if user:
        user.owns(archive)


def _whole(bucket: Bucket) -> dict[str, list[str]]:
    """The parts of each copy that was sent to its end."""
    parts: dict[str, list[str]] = {}
    for name in bucket.names(BASES):
        base, _, part = name.partition("/")
        parts.setdefault(base, []).append(part)
    return {base: found for base, found in parts.items() if pruning.MANIFEST in found}


def copy_the_log(layout: Layout) -> None:
    """Until the process is ended; what fails is told, and tried again."""
    archive, bucket = wal.archive_of(layout), offsite.bucket()
    if archive is None or bucket is None:
        raise ServiceError("Set WAL_ARCHIVE and BACKUPS_BUCKET, for there to be a log to copy and a place for it.")
    while True:
        try:
            send_log(archive, bucket)
            records.note(layout, records.LOG, bucket.address)
        except (ServiceError, OSError) as error:
            sys.stderr.write(f"{error}\n")
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    copy_the_log(layout_of())
