"""Keys as a terminal sends them."""

from __future__ import annotations

import os
import pty
from collections.abc import Iterator

import pytest

from course.watch.terminal import END, Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Terminal, int]]:
    """A terminal that is not taken, and the end at which somebody types."""
    master, slave = pty.openpty()
    with os.fdopen(slave) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        monkeypatch.setattr("sys.stdout", stream)
        with Terminal() as made:
            yield made, master
    os.close(master)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("n", ["n"]),
        ("qQ", ["q", "q"]),
        ("\x1b[A\x1b[Bj", ["up", "down", "j"]),
        ("k\x1bOA\r", ["k", "up", "\n"]),
        ("\x1b", ["escape"]),
        ("\x1b[15~\x1b[1;5Ch", ["h"]),
        ("ｎ", ["n"]),
        ("\x04", [END]),
    ],
)
def test_keys(terminal: tuple[Terminal, int], typed: str, keys: list[str]) -> None:
    """Letters in either case or width, arrows, and nothing for keys that are not known."""
    made, master = terminal
    os.write(master, typed.encode())
    assert made.wait(5)[0] == keys


def test_messages_wake_it(terminal: tuple[Terminal, int]) -> None:
    """In their order, without any key."""
    made, _ = terminal
    made.tell("one")
    made.tell("two")
    assert made.wait(5) == ([], ["one", "two"])
    assert made.wait(0.01) == ([], [])


def test_a_frame_takes_the_place_of_the_last(terminal: tuple[Terminal, int]) -> None:
    """From the top; the rest of each line and of the screen is cleared."""
    made, master = terminal
    os.read(master, 100)
    made.draw("one\ntwo\n")
    assert os.read(master, 1000) == b"\x1b[Hone\x1b[K\r\ntwo\x1b[K\x1b[J"
