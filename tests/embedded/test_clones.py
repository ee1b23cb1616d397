"""Two clones on one machine: what one knows opens nothing of the other's."""

import os
import signal
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from embedded import identity, redis_server, state, temporal_server
from embedded.postgres_files import place
from tests.embedded.machines import Machine


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    made = Machine(tmp_path_factory.mktemp("other") / "var")
    made.up()
    made.wait_until(made.is_ready)
    yield made
    made.clear()


def ports_of(machine: Machine) -> dict[str, int]:
    running = state.running(machine.layout)
    assert running is not None
    return running.ports


def at(url: str, port: int) -> str:
    """The address of a client whose server's port was taken over."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.username or ''}:{parts.password}@127.0.0.1:{port}").geturl()


def test_no_port_is_had_twice(shared: Machine, other: Machine) -> None:
    assert not set(ports_of(shared).values()) & set(ports_of(other).values())


def test_names_for_shared_servers_differ(shared: Machine, other: Machine) -> None:
    for name in ("TEMPORAL_NAMESPACE", "TEMPORAL_TASK_QUEUE", "SECRET_KEY", "MASTER_KEYS"):
        assert shared.variables()[name] != other.variables()[name]


def test_the_others_redis_is_not_taken_for_ours(shared: Machine, other: Machine) -> None:
    port = ports_of(other)["redis"]
    assert redis_server.is_up(other.layout, port)
    assert not redis_server.is_up(shared.layout, port)
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(at(shared.variables()["REDIS_URL"], port)).ping()


def test_redis_tells_nothing_to_who_has_no_password(shared: Machine) -> None:
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=ports_of(shared)["redis"]).keys("*")


def test_the_others_database_is_not_taken_for_ours(shared: Machine, other: Machine) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(at(shared.variables()["DATABASE_URL"], ports_of(other)["postgres"]))


def test_a_database_that_asks_for_no_password_is_not_taken_for_ours(
    shared: Machine, other: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place(other.layout).data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 trust\n")
    os.kill(other.pids()["postgres"], signal.SIGHUP)
    monkeypatch.setenv("PGREQUIREAUTH", shared.variables()["PGREQUIREAUTH"])
    url = at(shared.variables()["DATABASE_URL"], ports_of(other)["postgres"])
    other.wait_until(lambda: "password authentication failed" not in refusal(url))  # it reads its rules again
    assert "require_auth" in refusal(url) or "authentication method requirement" in refusal(url)


def refusal(url: str) -> str:
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect(url)
    return str(caught.value)


def test_the_others_temporal_is_not_taken_for_ours(shared: Machine, other: Machine) -> None:
    port = ports_of(other)["temporal"]
    assert temporal_server.is_up(other.layout, port)
    assert not temporal_server.is_up(shared.layout, port)


def test_a_shared_temporal_gets_a_namespace_for_each(shared: Machine, other: Machine) -> None:
    address = f"127.0.0.1:{ports_of(shared)['temporal']}"
    name = identity.name(other.layout)
    assert not temporal_server.has_namespace(address, name)
    assert temporal_server.create_namespace(address, name)
    assert temporal_server.create_namespace(address, name), "it may be there already"


def test_secrets_are_for_the_owner_only(shared: Machine) -> None:
    for path in shared.layout.secrets.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    assert not [port for port in arguments_of(shared) if redis_password(shared) in port]


def arguments_of(machine: Machine) -> list[str]:
    commands = []
    for pid in machine.pids().values():
        with open(f"/proc/{pid}/cmdline") as command:
            commands.append(command.read())
    return commands


def redis_password(machine: Machine) -> str:
    return identity.password(machine.layout, "redis")
