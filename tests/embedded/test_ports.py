import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from embedded import ports
from embedded.layout import ROOT

START = 28500
CLAIM = "import sys; from embedded.ports import Claims; sys.exit(not Claims().take(int(sys.argv[1])))"


@pytest.fixture
def claims() -> Iterator[ports.Claims]:
    made = ports.Claims()
    yield made
    made.release()


@pytest.fixture
def listener(claims: ports.Claims) -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", claims.first(START)))
        server.listen()
        claims.release()
        yield server.getsockname()[1]


def another_clone_can_have(port: int) -> bool:
    command = [sys.executable, "-c", CLAIM, str(port)]
    return subprocess.run(command, cwd=ROOT, env=os.environ, check=False).returncode == 0


def test_a_port_somebody_listens_on_is_passed_over(listener: int, claims: ports.Claims) -> None:
    assert not claims.take(listener)
    assert claims.first(listener) > listener


def test_a_port_is_promised_once(claims: ports.Claims) -> None:
    first = claims.first(START)
    assert claims.first(first) > first


def test_a_port_stays_with_its_clone_while_its_server_is_down(claims: ports.Claims) -> None:
    port = claims.first(START)
    assert ports.is_free(port), "nothing listens there"
    assert not another_clone_can_have(port)
    claims.release()
    assert another_clone_can_have(port)


def test_is_listening_tells_whether_somebody_answers(listener: int, claims: ports.Claims) -> None:
    assert ports.is_listening(listener)
    assert not ports.is_listening(claims.first(listener))
