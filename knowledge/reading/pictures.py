"""Pictures, and scanned pages: the text that tesseract sees in them, where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from knowledge.blocks import Block, paragraphs
from knowledge.reading.faults import Fault, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

PLACES = f"{os.defpath}:/usr/local/bin:/opt/homebrew/bin"
"""Where it is looked for: a reading has nothing of our environment, and no ``PATH``."""
LANGUAGES = ("eng", "deu", "fra", "spa", "ita", "por")
MOST_POINTS, MOST_FRAMES, SECONDS = 40_000_000, 50, 60
FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")
SMALLEST = 40
"""Points: a scanned page is larger; lines and dots that a page is drawn of are not."""


def program() -> str | None:
    return shutil.which("tesseract", path=PLACES)


def read_picture(content: bytes) -> Iterator[Block]:
    """A page for each frame. Raises ``Unreadable``, also where no program reads pictures."""
    if program() is None:
        raise Unreadable(Fault.PICTURE)
    from PIL import ImageSequence  # noqa: PLC0415  # only where it is read

    for number, frame in enumerate(ImageSequence.Iterator(opened(content)), 1):
        if number > MOST_FRAMES:
            raise Unreadable(Fault.PAGES)
        yield from text_in(frame, number)


def opened(content: bytes) -> Image:
    """Looked at before it is unpacked."""
    from PIL import Image  # noqa: PLC0415  # only where it is read

    Image.MAX_IMAGE_PIXELS = None  # ours is the limit below
    image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
    if image.width * image.height > MOST_POINTS:
        raise Unreadable(Fault.SWOLLEN)
    return image


def text_in(image: Image, page: int) -> Iterator[Block]:
    """Raises ``Unreadable``. Nothing where nothing is seen."""
    found, grey = program(), io.BytesIO()
    if found is None or min(image.size) < SMALLEST:
        return
    image.convert("L").save(grey, "PNG")
    command = [found, "stdin", "stdout", "-l", "+".join(_languages(found)) or "eng"]
    try:
        seen = _run(command, grey.getvalue())
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Fault.TOO_MUCH) from error
    if seen.returncode:
        raise Unreadable(Fault.BROKEN)
    yield from paragraphs(seen.stdout.decode("utf-8", "replace").replace("\f", ""), page)


def _languages(found: str) -> list[str]:
    """Ours, of those that are installed."""
    told = _run([found, "--list-langs"], b"").stdout.decode().split()
    return [each for each in LANGUAGES if each in told]


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    """The program that was found, on one core; what it is given is its input alone."""
    alone = {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, env=alone, check=False)  # noqa: S603
