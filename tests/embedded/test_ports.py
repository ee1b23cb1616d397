import socket
from collections.abc import Iterator

import pytest

from embedded import ports

START = 28500


@pytest.fixture
def listener() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", ports.first_free(START)))
        server.listen()
        yield server.getsockname()[1]


def test_first_free_passes_over_a_port_somebody_listens_on(listener: int) -> None:
    assert ports.first_free(listener) > listener


def test_first_free_passes_over_ports_promised_to_others(listener: int) -> None:
    free = ports.first_free(listener)
    assert ports.first_free(listener, taken={free}) > free


def test_is_listening_tells_whether_somebody_answers(listener: int) -> None:
    assert ports.is_listening(listener)
    assert not ports.is_listening(ports.first_free(listener))
