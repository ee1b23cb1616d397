import sys

import pytest

from embedded.commands import finish
from embedded.errors import ServiceError
from embedded.layout import Layout


async def test_finish_returns_what_the_program_printed_and_logs_it(layout: Layout) -> None:
    source = "import os; print('hello', os.environ['NAME'])"
    assert await finish(layout, (sys.executable, "-c", source), {"NAME": "mario"}) == "hello mario"
    assert "hello mario" in (layout.log / "setup.log").read_text()


async def test_finish_shows_the_last_lines_of_a_program_that_fails(layout: Layout) -> None:
    with pytest.raises(ServiceError, match=r"(?s)exit code 1.*no such table"):
        await finish(layout, (sys.executable, "-c", "raise SystemExit('no such table')"), {})
