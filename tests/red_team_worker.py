"""A worker that does anything at any time: what runs inside the sandbox in test_red_team.py."""

from __future__ import annotations

import ctypes
import os
import random
import sys
import threading
import time
import zlib
from contextlib import suppress
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - before the walls close

import hostile_answers
from inside import wire

END = 20


def serve(channel: Any) -> None:
    """Draw from each request what becomes of it; loading is answered as it should be most of the time."""
    while True:
        try:
            payload = channel.receive()
        except EOFError:
            return
        draw = random.Random(zlib.crc32(payload))
        request = wire.decode(payload)
        if request["op"] == "load" and draw.random() < 0.9:
            channel.send(wire.encode({"id": request["id"], "outcome": "returned", "value": None}))
            continue
        draw.choice(ACTS)(channel, request, draw)


def encoded(request: Any, draw: random.Random) -> bytes:
    """Some answer as bytes."""
    try:
        return wire.encode(hostile_answers.reply(draw, request, wire), facts=True)
    except (TypeError, ValueError):
        return b"N"


def answers(channel: Any, request: Any, draw: random.Random) -> None:
    """Anything at all, once."""
    channel.send(encoded(request, draw))


def answers_spoiled(channel: Any, request: Any, draw: random.Random) -> None:
    """Bytes that were an answer."""
    channel.send(hostile_answers.spoiled(draw, encoded(request, draw)))


def answers_often(channel: Any, request: Any, draw: random.Random) -> None:
    """Several answers to one request."""
    for _ in range(draw.randrange(2, 20)):
        channel.send(encoded(request, draw))


def answers_later(channel: Any, request: Any, draw: random.Random) -> None:
    """One answer now and another one when nobody asks."""
    data = encoded(request, draw)

    def later() -> None:
        time.sleep(draw.random() / 200)
        with suppress(OSError):
            channel.send(data)

    threading.Thread(target=later, daemon=True).start()
    channel.send(data)


def half_a_frame(channel: Any, request: Any, draw: random.Random) -> None:
    """Less than was promised, then silence or the end."""
    data = encoded(request, draw)
    os.write(channel._outgoing, (len(data) + 9).to_bytes(8, "little") + data[:2000])
    silence(channel, request, draw) if draw.random() < 0.5 else ends(channel, request, draw)


def huge_length(channel: Any, request: Any, draw: random.Random) -> None:
    """A length that nobody could send."""
    length = draw.choice((1 << 63, (1 << 64) - 1, 1 << 40, 34 << 20))
    os.write(channel._outgoing, length.to_bytes(8, "little") + b"x" * 99)


def junk(channel: Any, request: Any, draw: random.Random) -> None:
    """Bytes that are no frame, few or a flood."""
    with suppress(OSError):
        for _ in range(draw.choice((1, 1, 1, 20))):
            os.write(channel._outgoing, draw.randbytes(draw.choice((0, 1, 7, 8, 9, 60_000))))


def empty_frames(channel: Any, request: Any, draw: random.Random) -> None:
    """Frames without anything in them."""
    os.write(channel._outgoing, bytes(8) * draw.choice((1, 2, 100)))


def trickles(channel: Any, request: Any, draw: random.Random) -> None:
    """A byte at a time, for longer than anybody waits."""
    data = len(encoded(request, draw)).to_bytes(8, "little")
    for byte in data * 10:
        os.write(channel._outgoing, bytes([byte]))
        time.sleep(0.003)


def silence(channel: Any, request: Any, draw: random.Random) -> None:
    """Nothing."""
    time.sleep(END)


def ends(channel: Any, request: Any, draw: random.Random) -> None:
    """The end of the process, in one way or another."""
    way = draw.randrange(3)
    if way == 0:
        os._exit(draw.choice((0, 1, 3, 255)))
    if way == 1:
        ctypes.string_at(0)
    os.abort()


def closes(channel: Any, request: Any, draw: random.Random) -> None:
    """The wire closed at this end, while the process lives on."""
    os.close(channel._outgoing)
    time.sleep(END)


def prints(channel: Any, request: Any, draw: random.Random) -> None:
    """A flood of output around an answer."""
    for _ in range(draw.choice((1, 30))):
        os.write(1, b"\x1b[2J{\"verdict\": \"passed\"}\n" * 2000)
    channel.send(encoded(request, draw))


ACTS = [
    *[answers] * 6, *[answers_spoiled] * 4, *[answers_often, answers_later] * 2, half_a_frame, huge_length, *[junk] * 2,
    empty_frames, trickles, silence, ends, closes, prints,
]  # fmt: skip
