"""What businesses keep as files, into an archive and back: from `var/media`, or from the bucket of `FILES_BUCKET`.

In the archive it is the same, a folder for each business: what was in a folder can be put back into a bucket, and the
other way round.
"""

import shutil
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from embedded import offsite
from embedded.layout import Layout

MEDIA = "media"


def add(layout: Layout, archive: tarfile.TarFile) -> None:
    """All there are. What is deleted from the bucket meanwhile is left out."""
    bucket = offsite.bucket_of_files()
    if bucket is None:
        if (layout.var / MEDIA).exists():
            archive.add(layout.var / MEDIA, MEDIA)
        return
    with tempfile.TemporaryDirectory(dir=layout.var) as folder:
        part = Path(folder) / "part"
        for name in bucket.names(""):
            with suppress(offsite.Missing):
                bucket.fetch(name, part)
                archive.add(part, f"{MEDIA}/{name}")


def put_back(layout: Layout, folder: Path) -> None:
    """What an archive held that was unpacked into the folder; what was uploaded since stays beside it."""
    media, bucket = folder / MEDIA, offsite.bucket_of_files()
    if not media.exists():
        return
    if bucket is None:
        shutil.copytree(media, layout.var / MEDIA, dirs_exist_ok=True)
        return
    for path in sorted(each for each in media.rglob("*") if each.is_file()):
        bucket.put(path, str(path.relative_to(media)))
