"""What comes packed, no larger than is wanted: a few bytes may unpack to any number."""

from __future__ import annotations

import zlib

from knowledge.fetching.faults import FetchFailed, Hitch

GZIP = b"\x1f\x8b"
WITH_GZIPS_HEAD = 16 + zlib.MAX_WBITS


def unpacked(content: bytes, most: int) -> bytes:
    """Of gzip. Raises ``FetchFailed``."""
    try:
        whole = zlib.decompressobj(WITH_GZIPS_HEAD).decompress(content, most + 1)
    except zlib.error as error:
        raise FetchFailed(Hitch.ANSWER) from error
    if len(whole) > most:
        raise FetchFailed(Hitch.LARGE)
    return whole
