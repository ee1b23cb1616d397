"""Starts the servers that nobody has named by an environment variable, and says where all of them are."""

import asyncio
import os
from functools import partial

from embedded import addresses, identity, kafka_broker, postgres, redis_server, temporal_server, wal
from embedded.credentials import secret_in
from embedded.ports import Claims, is_listening
from embedded.postgres_files import LOGIN
from embedded.supervisor import Supervisor

START_SECONDS = 60
REPLAY_SECONDS = 12 * 3600
"""A day's log is replayed in minutes; a start that gave up half-way would have to begin anew."""


class Servers:
    """The embedded servers of one set. After `start`, the supervisor's state tells where they are."""

    def __init__(self, supervisor: Supervisor, remembered: dict[str, int]) -> None:
        self._supervisor = supervisor
        self._layout = supervisor.layout
        self._remembered = remembered
        self._claims = Claims()

    async def start(self) -> None:
        """Start what is not set from outside, PostgreSQL first, and put every address into the state."""
        known = self._supervisor.state.environment
        known[addresses.SECRET_KEY] = os.environ.get(addresses.SECRET_KEY) or secret_in(
            self._layout.secrets / "secret_key"
        )
        known[addresses.MASTER_KEYS] = os.environ.get(addresses.MASTER_KEYS) or secret_in(
            self._layout.secrets / "master_key"
        )
        for name, start in (
            (addresses.DATABASE_URL, self._start_postgres),
            (addresses.REDIS_URL, self._start_redis),
            (addresses.TEMPORAL_ADDRESS, self._start_temporal),
        ):
            known[name] = self._outside(name) or await start()
        await self._name_namespace(known)
        kafka = self._outside(addresses.KAFKA_BOOTSTRAP_SERVERS)
        if kafka or kafka_broker.is_wanted():
            known[addresses.KAFKA_BOOTSTRAP_SERVERS] = kafka or await self._start_kafka()
        self._supervisor.record()

    def port(self, name: str, first: int) -> int:
        """The port remembered from the last start if it can be had, otherwise the first from `first` that can."""
        before = self._remembered.get(name)
        port = before if before is not None and self._claims.take(before) else self._claims.first(first)
        self._supervisor.state.ports[name] = port
        return port

    def web_port(self, host: str, wanted: int) -> int:
        """The wanted port or, when somebody has it, the next free one; says so."""
        port = self._claims.first(wanted, host)
        if port != wanted:
            self._supervisor.console.warn(f"  Port {wanted} is taken; the web server uses {port}.")
        self._supervisor.state.ports["web"] = port
        return port

    def _outside(self, name: str) -> str:
        """A server named from outside: used for the product, never for the tests' own set."""
        value = "" if self._layout.is_for_tests else os.environ.get(name, "")
        if value:
            self._supervisor.console.say(f"  · {name} is set: using it")
        return value

    async def _start_postgres(self) -> str:
        with self._supervisor.console.step("PostgreSQL"):
            cluster = await asyncio.to_thread(postgres.prepare, self._layout)
            if cluster.note:
                self._supervisor.console.say(f"    {cluster.note}")
            port = self.port("postgres", postgres.FIRST_PORT[self._layout.is_for_tests])
            if archive := wal.archive_of(self._layout):
                wal.prepare(archive, cluster)
            spec = postgres.process(cluster, port=port, is_for_tests=self._layout.is_for_tests, archive=archive)
            within = REPLAY_SECONDS if (cluster.data / "recovery.signal").exists() else START_SECONDS
            await self._supervisor.start(spec, is_ready=partial(postgres.is_up, cluster, port), within=within)
            await asyncio.to_thread(postgres.bootstrap, cluster, port)
            self._supervisor.state.environment[addresses.LOGIN_REQUIRED] = LOGIN
        return cluster.url(port)

    async def _start_redis(self) -> str:
        with self._supervisor.console.step("Redis"):
            port = self.port("redis", redis_server.FIRST_PORT[self._layout.is_for_tests])
            spec = redis_server.process(self._layout, port=port)
            await self._supervisor.start(spec, is_ready=partial(redis_server.is_up, self._layout, port))
        return redis_server.url(self._layout, port)

    async def _start_temporal(self) -> str:
        with self._supervisor.console.step("Temporal"):
            port = self.port("temporal", temporal_server.FIRST_PORT[self._layout.is_for_tests])
            ui_port = None if self._layout.is_for_tests else self.port("temporal_ui", temporal_server.FIRST_UI_PORT)
            spec = temporal_server.process(self._layout, port=port, ui_port=ui_port)
            await self._supervisor.start(spec, is_ready=partial(temporal_server.is_up, self._layout, port))
            if ui_port is not None:
                self._supervisor.state.environment["TEMPORAL_UI_URL"] = f"http://localhost:{ui_port}"
        return f"127.0.0.1:{port}"

    async def _name_namespace(self, known: dict[str, str]) -> None:
        """Work of this clone alone, also on a Temporal that others use: its namespace and its task queue."""
        own = identity.name(self._layout)
        known[addresses.TEMPORAL_TASK_QUEUE] = self._outside(addresses.TEMPORAL_TASK_QUEUE) or own
        known[addresses.TEMPORAL_NAMESPACE] = self._outside(addresses.TEMPORAL_NAMESPACE) or own
        address = self._outside(addresses.TEMPORAL_ADDRESS)
        if address and known[addresses.TEMPORAL_NAMESPACE] == own:
            is_made = await asyncio.to_thread(temporal_server.create_namespace, address, own)
            if not is_made:
                self._supervisor.console.warn(f"  Temporal at {address} has no namespace {own} yet: create it there.")

    async def _start_kafka(self) -> str:
        with self._supervisor.console.step("Kafka-compatible broker"):
            port = self.port("kafka", kafka_broker.FIRST_PORT)
            await self._supervisor.start(kafka_broker.process(port=port), is_ready=partial(is_listening, port))
        return f"127.0.0.1:{port}"
