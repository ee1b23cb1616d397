"""A server that speaks the providers' protocols over HTTP: OpenAI's, and Anthropic's as far as it is used.

It answers what it was told to, counts tokens as a provider would (four letters each), and fails in each way one does.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-right"
MODELS = frozenset({"small-one", "strong-one"})


@dataclass(slots=True)
class Answer:
    """One answer as scripted; ``seconds`` it takes before, and between pieces where it is streamed."""

    text: str = "yes"
    status: int = 200
    body: bytes | None = None
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    until: threading.Event | None = None


@dataclass(slots=True)
class FarEnd:
    """``script`` is answered in order, then ``usual``; ``received`` are the bodies of all requests that were let in."""

    usual: Answer = field(default_factory=Answer)
    script: list[Answer] = field(default_factory=list)
    answering: Callable[[dict[str, Any]], str] | None = None
    received: list[dict[str, Any]] = field(default_factory=list)
    tokens: dict[str, list[int]] = field(default_factory=dict)
    broken_off: int = 0
    server: ThreadingHTTPServer = field(init=False)
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        far_end = self

        class Handler(Speaking):
            of = far_end

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def close(self) -> None:
        self.is_closing.set()
        self.server.shutdown()
        self.server.server_close()

    def take(self, body: dict[str, Any]) -> Answer:
        with self.lock:
            self.received.append(body)
            return self.script.pop(0) if self.script else self.usual

    def count(self, model: str, asked: int, answered: int) -> None:
        with self.lock:
            kept = self.tokens.setdefault(model, [0, 0])
            kept[0] += asked
            kept[1] += answered

    def bill(self, prices: dict[str, tuple[Decimal, Decimal]]) -> Decimal:
        """What it would charge: dollars, by prices per million tokens read and written."""
        return (
            sum(
                (
                    Decimal(asked) * prices[model][0] + Decimal(answered) * prices[model][1]
                    for model, (asked, answered) in self.tokens.items()
                ),
                Decimal(0),
            )
            / 1_000_000
        )


def tokens_in(text: str) -> int:
    return max(1, len(text) // 4)


class Speaking(BaseHTTPRequestHandler):
    of: FarEnd
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *args: object) -> None:
        """Nothing of a test is printed."""

    def do_GET(self) -> None:
        self._send(404, b"{}")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("x-api-key", "")
        if given != KEY:
            return self._fail(401, "Incorrect API key provided: " + given)
        if body["model"] not in MODELS:
            return self._fail(404, f"The model `{body['model']}` does not exist")
        answer = self.of.take(body)
        if answer.until is not None:
            answer.until.wait(30)
        if not body.get("stream"):
            self.of.is_closing.wait(answer.seconds)
        if answer.body is not None:
            return self._send(answer.status, answer.body, answer.headers)
        if answer.status != 200:
            return self._fail(answer.status, "scripted", answer.headers)
        text = self.of.answering(body) if self.of.answering else answer.text
        asked = sum(tokens_in(str(each["content"])) for each in body["messages"])
        if body.get("stream"):
            return self._stream(body["model"], text, asked, answer.seconds)
        self.of.count(body["model"], asked, tokens_in(text))
        anthropic = self.path.endswith("/messages")
        told = as_anthropic if anthropic else as_openai
        return self._send(200, json.dumps(told(body["model"], text, asked)).encode())

    def _stream(self, model: str, text: str, asked: int, seconds: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        words = text.split(" ")
        try:
            for place, word in enumerate(words):
                piece = word if place == len(words) - 1 else f"{word} "
                self._event(chunk(model, {"content": piece}))
                self.of.is_closing.wait(seconds)
            usage = {
                "prompt_tokens": asked,
                "completion_tokens": tokens_in(text),
                "total_tokens": asked + tokens_in(text),
            }
            self._event(chunk(model, {}, finish="stop"))
            self._event({**chunk(model, {}), "choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")
            self.of.count(model, asked, tokens_in(text))
        except OSError:
            self.of.broken_off += 1
        self.close_connection = True

    def _event(self, told: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(told).encode() + b"\n\n")
        self.wfile.flush()

    def _fail(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps({"error": {"message": message, "type": "scripted"}}).encode(), headers)

    def _send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()


def chunk(model: str, delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [choice]}


def as_openai(model: str, text: str, asked: int) -> dict[str, Any]:
    answered = tokens_in(text)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }


def as_anthropic(model: str, text: str, asked: int) -> dict[str, Any]:
    return {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": asked, "output_tokens": tokens_in(text)},
    }
