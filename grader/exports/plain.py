"""Text from a submission with everything that a terminal would act on shown as an escape instead.

Covered: C0 and C1 control characters (ANSI escapes and terminal hyperlinks begin with one), bidirectional marks,
zero-width and other invisible format characters, line and paragraph separators, lone surrogates.
Not covered: letters that merely look alike.
"""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""They act on nothing and cannot be left out of names in Persian, Malayalam or Sinhala."""
_KEPT = frozenset("\n\t")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every character that would not show, or would act, written as its escape; lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def one_line(text: str) -> str:
    """The visible text on a single line: line ends and tabs are written as escapes too."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def named(text: str) -> str:
    """The visible text of a name, on a single line, with the joiners that some scripts need."""
    return "".join(part if part in JOINERS else one_line(part) for part in re.split(f"([{JOINERS}])", text) if part)


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _INVISIBLE:
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
