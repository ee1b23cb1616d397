"""The product the exam is put to."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from embedded import state
from embedded.layout import ROOT, Layout
from tests.product import product_in

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def product_address(named: str) -> Iterator[str]:
    """The address named; without one that of this clone's running product, or of one started meanwhile."""
    running = state.running(Layout(root=ROOT, var=ROOT / "var"))
    if named:
        yield named
    elif running and running.ready:
        yield f"http://127.0.0.1:{running.ports['web']}"
    else:
        sys.stderr.write("… starting a product\n")
        with TemporaryDirectory() as folder, product_in(Path(folder)) as product:
            yield product.address
