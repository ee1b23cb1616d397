"""Where the graph's state is kept between turns: in the schema of the business, and nowhere else.

LangGraph's saver knows threads but no schemas.  This one sets the search path for every transaction it opens, on a
pool of its own, and refuses a thread id that does not begin with its schema.  Of each thread the last checkpoint is
kept: what a conversation takes does not grow with its turns.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from langgraph.checkpoint.postgres import PostgresSaver
from psycopg import OperationalError, sql
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from tenants.errors import SchemaMismatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple
    from psycopg import Connection, Cursor

POOL_SIZE = 8
# A checkpoint need not be on disk before the reply is: the reply's own commit takes it there.  Without a reply the turn
# is run again.
ENTER = ("SET LOCAL search_path TO {}", "SET LOCAL synchronous_commit TO off")
FORGET = (
    "DELETE FROM checkpoints WHERE thread_id = %(thread)s AND checkpoint_id < %(id)s",
    "DELETE FROM checkpoint_writes WHERE thread_id = %(thread)s AND checkpoint_id < %(id)s",
    "DELETE FROM checkpoint_blobs WHERE thread_id = %(thread)s AND version <> ALL(%(versions)s)",
)


class PlainJson:
    """State is JSON and is read back as JSON: a checkpoint can name no class to be made."""

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        return "json", json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        kind, content = data
        if kind != "json":
            raise ValueError(f"A checkpoint holds {kind!r}, which is never read")
        return json.loads(content)


@cache
def pool() -> ConnectionPool[Connection[DictRow]]:
    """Connections apart from Django's, whose schema belongs to the request that holds them."""
    django = {key: value for key, value in connection.get_connection_params().items() if key in ADDRESS}
    return ConnectionPool(
        kwargs={**django, "autocommit": True, "row_factory": dict_row},
        min_size=0,
        max_size=POOL_SIZE,
        name="checkpoints",
        open=True,
        check=ConnectionPool.check_connection,
        timeout=5,
        reconnect_timeout=1,  # as for Django's pool: see the settings
    )


ADDRESS = frozenset({"dbname", "user", "password", "host", "port", "sslmode", "service", "passfile", "options"})


class TenantSaver(PostgresSaver):
    """A saver for one business, made anew for each turn."""

    def __init__(self, schema: str) -> None:
        super().__init__(pool(), serde=PlainJson())
        self.schema = schema
        self.latest: CheckpointTuple | None = None
        self.open: Cursor[DictRow] | None = None

    @contextmanager
    def _cursor(self, *, pipeline: bool = False) -> Iterator[Cursor[DictRow]]:
        """A transaction in the schema, its statements sent in one go; inside another one of this saver, that one."""
        if self.open is not None:
            yield self.open
            return
        with self.lock, pool().connection() as conn, conn.pipeline(), conn.transaction(), conn.cursor() as cursor:
            for statement in ENTER:
                cursor.execute(sql.SQL(statement).format(sql.Identifier(self.schema)))
            self.open = cursor
            try:
                yield cursor
            finally:
                self.open = None

    def get_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The thread's last checkpoint; asked for again within the turn it is not read again."""
        self._assert_own(config)
        if self.latest is None:
            self.latest = super().get_tuple(config)
        return self.latest

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Store the checkpoint of a whole turn in place of the thread's earlier ones.

        LangGraph writes on every exit, also where a node raised: half a turn would be taken for one that came to its
        end and was not stored. Nothing of it is kept, and the messages are read anew.
        """
        self._assert_own(config)
        self.latest = None
        if not checkpoint["channel_values"].get("work", {}).get("is_whole"):
            return config
        named = {
            "thread": config["configurable"]["thread_id"],
            "id": checkpoint["id"],
            "versions": [str(version) for version in checkpoint["channel_versions"].values()],
        }
        with self._cursor() as cursor:
            stored = super().put(config, checkpoint, metadata, new_versions)
            for statement in FORGET:
                cursor.execute(statement, named)
        return stored

    def put_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        """Not kept: they would be of half a turn."""
        self._assert_own(config)

    def list(self, config: RunnableConfig | None, **options: Any) -> Iterator[CheckpointTuple]:
        self._assert_own(config)
        return super().list(config, **options)

    def delete_thread(self, thread_id: str) -> None:
        self._assert_own({"configurable": {"thread_id": thread_id}})
        super().delete_thread(thread_id)

    def _assert_own(self, config: RunnableConfig | None) -> None:
        thread_id = str((config or {}).get("configurable", {}).get("thread_id", ""))
        if not thread_id.startswith(f"{self.schema}:"):
            raise SchemaMismatch


def is_answering() -> bool:
    """Whether the checkpoints' pool reaches its database."""
    try:
        with pool().connection(timeout=2) as conn:
            conn.execute("SELECT 1")
    except OperationalError:
        return False
    return True
