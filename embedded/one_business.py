"""`make backup BUSINESS=…` and `make restore AS=…`: the product writes and reads the file, the bucket keeps a copy."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from embedded import offsite
from embedded.console import Console
from embedded.layout import Layout


def backup(layout: Layout, slug: str, file: Path | None) -> int:
    """Write the business's file, while it is at work, and copy it into the bucket where one is set."""
    bucket = offsite.bucket()
    by_time = layout.var / "backups" / f"{slug}-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    target = (file or by_time).resolve()
    if code := _manage(layout, "backup_business", slug, str(target)):
        return code
    if bucket:
        bucket.put(target, offsite.BUSINESSES + target.name)
        Console().say(f"Copied into {bucket.address}")
    return 0


def restore(layout: Layout, file: Path, slug: str, *options: str) -> int:
    """Bring a business back under that name; a file that is not here is looked for in the bucket."""
    with _at_hand(layout, file) as here:
        return _manage(layout, "restore_business", str(here), slug, *options)


@contextmanager
def _at_hand(layout: Layout, file: Path) -> Iterator[Path]:
    bucket = offsite.bucket()
    if bucket is None or file.exists():
        yield file.resolve()
        return
    with offsite.fetched(layout, bucket, offsite.BUSINESSES, file.name) as here:
        yield here


def _manage(layout: Layout, *command: str) -> int:
    """Its exit code. It asks, and tells, where we were asked."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "manage.py", *command], cwd=layout.root, check=False
    ).returncode
