"""What a stranger tries on sockets: conversations of others, frames nobody should send, floods, staff's own socket."""

from __future__ import annotations

import json
import socket
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from conversations.consumers.frames import LARGEST_FRAME
from embedded.processes import MAX_FRAME_BYTES
from tenants.limits.sockets import ABUSED
from tests.attack.attacker import Attacker, signed_in
from tests.attack.people import removed_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

    from tests.attack.attacks import Try

PATIENCE = 15
TOO_BIG, CUT_OFF = 1009, 1006
FLOOD = 150
"""Frames at once: more than any page may send in ten seconds."""


@contextmanager
def opened(
    attacker: Attacker, slug: str, path: str, *, origin: str = "", cookie: str = ""
) -> Iterator[ClientConnection]:
    product = attacker.product
    address = ".".join(str(attacker.chance.randrange(1, 255)) for _ in range(4))
    headers = {"X-Forwarded-For": address, **({"Cookie": cookie} if cookie else {})}
    with connect(
        product.host(slug).replace("http", "ws") + path, origin=Origin(origin or product.host(slug)),
        sock=socket.create_connection(("127.0.0.1", product.port), timeout=PATIENCE), compression=None,
        additional_headers=headers, open_timeout=PATIENCE, close_timeout=PATIENCE, user_agent_header=None,
    ) as page:  # fmt: skip
        yield page


def heard(page: ClientConnection, *, until: str = "") -> tuple[list[dict[str, Any]], int]:
    """What is told before the socket closes, and the code it closes with; 0 where it told ``until`` first."""
    frames: list[dict[str, Any]] = []
    try:
        while True:
            frames.append(json.loads(page.recv(PATIENCE)))
            if until and until in {frames[-1]["type"], frames[-1].get("code")}:
                return frames, 0
    except ConnectionClosed as closed:
        return frames, closed.rcvd.code if closed.rcvd else CUT_OFF


def sockets_of_others(attacker: Attacker) -> Try:
    """Somebody else's conversation, with no token, one's own, another business's, of who was removed, or forged."""
    mine, theirs = attacker.conversation("marios"), attacker.once("other", lambda: begun(attacker, "marios"))
    foreign, gone = attacker.conversation("bella"), removed_member(attacker)
    right, at = theirs["token"], attacker.chance.randrange(len(theirs["token"]))
    other = "a" if right[at] != "a" else "b"
    conversation, token = attacker.pick(
        (theirs["id"], mine["token"]),
        (theirs["id"], foreign["token"]),
        (theirs["id"], right[:at] + other + right[at + 1 :]),
        (theirs["id"], right[:at]),
        (theirs["id"], attacker.access("bella")),
        (theirs["id"], attacker.access("marios")),
        (theirs["id"], attacker.word(len(right))),
        (theirs["id"], ""),
        (foreign["id"], foreign["token"]),
        (str(uuid.UUID(int=attacker.chance.getrandbits(128), version=4)), mine["token"]),
        (gone.conversation["id"], gone.conversation["token"]),
        (gone.conversation["id"], gone.access),
    )
    with opened(attacker, "marios", f"/ws/chat/{conversation}/") as page:
        page.send(json.dumps({"type": "auth", "token": token}))
        frames, code = heard(page)
    told = [frame["type"] for frame in frames if frame["type"] != "error"]
    return code, f"was told {told}" if told else "" if code == 4403 else f"closed with {code}"


def begun(attacker: Attacker, slug: str) -> dict[str, Any]:
    started: dict[str, Any] = attacker.ask("POST", slug, "/api/v1/conversations/create", json={}).json()
    return started


def sockets_frames(attacker: Attacker) -> Try:
    """Frames before the token, and after it frames that are none: each is refused, and the socket still answers."""
    mine, frame = attacker.conversation("marios"), odd_frame(attacker)
    is_let_in = attacker.chance.random() < 0.8
    with opened(attacker, "marios", f"/ws/chat/{mine['id']}/") as page:
        if is_let_in:
            page.send(json.dumps({"type": "auth", "token": mine["token"], "after": 2**31 - 1}))
            heard(page, until="presence")
        else:
            frame = json.dumps({"type": attacker.pick("message", "typing", "seen"), "text": "hello", "sequence": 1})
        try:
            page.send(frame)
            page.send(json.dumps({"type": attacker.word(5)}))
        except ConnectionClosed:
            pass
        frames, code = heard(page, until="unknown-type" if is_let_in else "not-signed-in")
    taken = [each for each in frames if each["type"] in {"ack", "message"} and not each.get("refused")]
    if taken:
        return code, f"{frame[:60]!r} was taken"
    if code == CUT_OFF and len(frame) > MAX_FRAME_BYTES:
        return code, ""  # closed before all of it had been sent
    return code, "" if code in {0, 4403, ABUSED, TOO_BIG} else f"{frame[:60]!r} closed it with {code}"


def odd_frame(attacker: Attacker) -> str | bytes:
    word = attacker.word(12)
    deep = attacker.chance.randrange(50, 15_000)
    return attacker.pick(  # type: ignore[no-any-return]
        word,
        attacker.chance.randbytes(attacker.chance.randrange(0, 3_000)),
        "[" * deep,
        "[" * deep + "]" * deep,
        '{"a":' * deep + "1" + "}" * deep,
        "null",
        json.dumps([word]),
        json.dumps({"type": ["message"]}),
        json.dumps({"type": None, "text": word}),
        json.dumps({"type": "message", "text": attacker.pick(7, [], {}, "", " \n", "\0", "\ud800")}),
        json.dumps({"type": "message", "text": word, "client_message_id": attacker.pick(7, [], "\0", {})}),
        json.dumps({"type": "message", "text": "x" * attacker.chance.randrange(4_001, LARGEST_FRAME - 100)}),
        json.dumps({"type": "message", "text": "x" * attacker.chance.randrange(LARGEST_FRAME, MAX_FRAME_BYTES)}),
        "x" * attacker.chance.randrange(MAX_FRAME_BYTES + 1, 4 * MAX_FRAME_BYTES),
        json.dumps({"type": "seen", "sequence": attacker.pick(-1, 2**40, 1.5, "1", None, True, [])}),
        '{"type": "seen", "sequence": 1e999}',
        '{"type": "seen", "sequence": NaN}',
        '{"type": "seen", "sequence": ' + "9" * attacker.chance.randrange(10, 6_000) + "}",
        json.dumps({"type": "auth", "token": attacker.pick(7, [], "\0"), "after": 0}),
        json.dumps({"type": attacker.pick("relay", "standing_changed", "host_closed", "disconnect", "__class__")}),
    )


def sockets_of_staff(attacker: Attacker) -> Try:
    """Staff's socket for nobody, another business's owner, who was removed, and another site's page."""
    own = attacker.once("session", lambda: signed_in(attacker, "marios"))
    cookie, origin = attacker.pick(
        ("", ""),
        (f"session={attacker.word(32)}", ""),
        (attacker.once("bella", lambda: signed_in(attacker, "bella")), ""),
        (removed_member(attacker).session, ""),
        (own, "https://evil.example"),
        (own, f"http://marios.localhost.{attacker.word(4)}.example"),
        (own, attacker.product.host("bella")),
        (own, "null"),
    )
    try:
        with opened(attacker, "marios", "/ws/staff/", origin=origin, cookie=cookie) as page:
            frames, code = heard(page)
    except InvalidStatus as refused:
        return refused.response.status_code, "" if refused.response.status_code == 403 else "not refused as it should"
    return code, f"was told {len(frames)} things" if frames else "" if code == 4403 else f"closed with {code}"


def sockets_flood(attacker: Attacker) -> Try:
    """More frames than any page sends, of each kind: the socket is closed, and nobody else's."""
    mine = attacker.once(f"flooding {attacker.chance.randrange(20)}", lambda: begun(attacker, "marios"))
    frame = attacker.pick(
        {"type": "typing"},
        {"type": "seen", "sequence": 0},
        {"type": "auth", "token": "forged"},
        {"type": "auth", "token": mine["token"]},
        {"type": attacker.word(4)},
    )
    with opened(attacker, "marios", f"/ws/chat/{mine['id']}/") as page:
        page.send(json.dumps({"type": "auth", "token": mine["token"], "after": 2**31 - 1}))
        is_cut_off = False
        try:
            for _ in range(FLOOD):
                page.send(json.dumps(frame))
        except ConnectionClosed:
            is_cut_off = True
        _frames, code = heard(page)
    if code == CUT_OFF and is_cut_off:
        return code, ""  # closed while it was sending, before it had read with what
    return code, "" if code in {ABUSED, 4403, 4429} else f"{frame['type']} ended with {code}"


ALL = (sockets_of_others, sockets_frames, sockets_of_staff, sockets_flood)
