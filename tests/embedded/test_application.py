import pytest

from embedded import application, state
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.state import State


def test_run_beside_a_starting_product_says_so_and_starts_nothing(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    with state.acquire(layout):
        state.write(layout, State(supervisor=1))
        assert application.run(layout) == 0
    assert "is starting in another process" in capsys.readouterr().out


def test_become_refuses_a_port_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "http")
    with pytest.raises(ServiceError, match="WEB_PORT is 'http'"):
        application.become("web")
