"""Python source -> coloured HTML, whole or line by line with the failing lines marked; everything in it is escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, String, _TokenType

from grader.exports.plain import visible

MOST_LINES = 3000
_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (String.Doc, "d"),
    (String, "s"),
    (Number, "n"),
    (Literal, "n"),
    (Operator.Word, "k"),
    (Keyword, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "a"),
    (Name.Builtin, "b"),
    (Name.Exception, "b"),
)


@dataclass(frozen=True)
class Line:
    """A line of a file: its number, its coloured text, whether a check fails there, whether the exercise begins."""

    number: int
    html: Markup
    failing: bool
    here: bool = False


def coloured(source: str) -> Markup:
    """The source with its tokens in <span>s."""
    return Markup("\n").join(_lines(source))


def numbered(source: str, failing: Collection[int] = (), here: Collection[int] = ()) -> list[Line]:
    """The lines of a file, from 1; a file that is longer than anyone reads is cut."""
    lines = islice(enumerate(_lines(source), 1), MOST_LINES)
    return [Line(number, html, number in failing, number in here) for number, html in lines]


def _lines(source: str) -> Iterator[Markup]:
    """Each line by itself: a token that spans several is closed and opened again."""
    line: list[Markup] = []
    for kind, text in _lexer().get_tokens(source):
        style = _class(kind)
        for at, part in enumerate(text.split("\n")):
            if at:
                yield Markup("").join(line)
                line = []
            if part:
                shown = escape(visible(part))
                line.append(Markup('<span class="{}">{}</span>').format(f"t-{style}", shown) if style else shown)
    if line:
        yield Markup("").join(line)


def _class(kind: _TokenType) -> str:
    return next((name for parent, name in _CLASSES if kind in parent), "")


@cache
def _lexer() -> PythonLexer:
    return PythonLexer(stripnl=False, ensurenl=False)
