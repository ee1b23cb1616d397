"""Looking for a word, byte by byte, in all that a running product keeps."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from django.db import connection

from embedded import postgres, state
from embedded.layout import layout_of
from embedded.postgres_files import place
from workflows.client import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from temporalio.client import Client

ROOT = Path(__file__).resolve().parents[2]


def superuser() -> psycopg.Connection:
    """Sees every table and row, those of the catalogue too."""
    layout = layout_of(is_for_tests=True)
    running = state.running(layout)
    assert running is not None
    return postgres.connect(place(layout), running.ports["postgres"], connection.settings_dict["NAME"])


def spellings(words: tuple[str, ...]) -> list[str]:
    """As text, and as PostgreSQL shows bytes and JSON shows letters beyond ASCII."""
    lower = [word.lower() for word in words]
    return lower + [word.encode().hex() for word in words] + [word.encode("unicode_escape").decode() for word in lower]


def in_database(*words: str) -> set[str]:
    """The tables of all schemas, PostgreSQL's own included, with a row that holds one of the words."""
    found = set()
    with superuser() as database:
        tables = database.execute(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'm', 't', 'p') AND n.nspname NOT LIKE 'pg_toast%'"
        ).fetchall()
        wanted = [f"%{each}%" for each in spellings(words)]
        for (table,) in tables:
            query = f"SELECT EXISTS (SELECT 1 FROM {table} AS r WHERE lower(r::text) LIKE ANY(%s))"
            (has_word,) = database.execute(query, [wanted]).fetchone() or (False,)
            if has_word:
                found.add(table.replace('"', "").split(".")[-1])
    return found


def in_heap(schema: str, *words: str) -> set[str]:
    """The tables and indexes of a schema whose very files, toasted values included, hold one of the words."""
    layout = layout_of(is_for_tests=True)
    data, found = place(layout).data, set()
    with superuser() as database:
        database.execute("CHECKPOINT")
        rows = database.execute(
            "SELECT c.relname, pg_relation_filepath(c.oid) FROM pg_class c"
            " WHERE pg_relation_filepath(c.oid) IS NOT NULL AND (c.relnamespace = %(schema)s::regnamespace"
            " OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = %(schema)s::regnamespace))",
            {"schema": schema},
        ).fetchall()
    for name, path in rows:
        own = re.compile(rf"{Path(path).name}(\D.*)?")  # its forks and segments, and no relation of a longer number
        for file in (each for each in (data / path).parent.iterdir() if own.fullmatch(each.name)):
            if has_any(file.read_bytes(), words):
                found.add(name)
    return found


def has_any(content: bytes, words: tuple[str, ...]) -> bool:
    lower = content.lower()
    return any(word.lower().encode() in lower for word in words)


def in_redis(*words: str) -> set[str]:
    """Keys that hold one of the words, in their name or in what is under them."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    return {key.decode("utf-8", "replace") for key, content in everything(client) if has_any(key + content, words)}


def everything(client: Any) -> Iterator[tuple[bytes, bytes]]:
    for key in client.scan_iter(count=1000):
        match client.type(key):
            case b"string":
                yield key, client.get(key) or b""
            case b"hash":
                yield key, repr(client.hgetall(key)).encode()
            case b"list":
                yield key, repr(client.lrange(key, 0, -1)).encode()
            case b"set":
                yield key, repr(client.smembers(key)).encode()
            case b"zset":
                yield key, repr(client.zrange(key, 0, -1)).encode()
            case b"stream":
                yield key, repr(client.xrange(key)).encode()


def in_files(*words: str, under: Path) -> set[str]:
    """Files with one of the words; PostgreSQL's own are looked at by ``in_heap``."""
    found = set()
    for folder, folders, names in os.walk(under):
        folders[:] = [each for each in folders if each != "postgres"]
        for name in names:
            path = Path(folder) / name
            if path.is_file() and has_any(path.read_bytes(), words):
                found.add(str(path.relative_to(under)))
    return found


def in_histories(*words: str) -> set[str]:
    """Workflows whose history, as the server hands it out, holds one of the words."""

    async def read(client: Client) -> set[str]:
        found = set()
        async for run in client.list_workflows(""):
            history = await client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
            if has_any(history.to_json().encode(), words):
                found.add(run.id)
        return found

    return ask(read)
