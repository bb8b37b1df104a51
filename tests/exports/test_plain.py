from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports.plain import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("中文，标点。", "中文，标点。"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]8;;https://example.org\x07link\x1b]8;;\x07", "\\x1b]8;;https://example.org\\x07link\\x1b]8;;\\x07"),
        ("a\rb\bc\x00", "a\\x0db\\x08c\\x00"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("line\u2028separator", "line\\u2028separator"),
        ("\udc80 lone", "\\udc80 lone"),
        ("\x9b31m", "\\x9b31m"),
        ("\U000e0041 tag", "\\U000e0041 tag"),
    ],
)
def test_what_would_act_is_written_as_its_escape(text: str, shown: str) -> None:
    """Escapes, hyperlinks, bidirectional marks and invisible characters are seen; text and line ends stay."""
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_nothing_invisible_is_left(text: str) -> None:
    """Whatever comes in, what goes out holds no character that acts or hides but line end and tab."""
    shown = visible(text)
    assert not [c for c in shown if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    shown.encode("utf-8")
    assert visible(shown) == shown


def test_one_line_has_no_line_end() -> None:
    """A title stays on one line."""
    assert one_line("a\nb\tc") == "a\\nb\\tc"
