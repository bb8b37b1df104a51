"""A lesson's Markdown -> HTML, formulas left for KaTeX, code coloured, terms linked; and its sections as plain text.

Covered: raw HTML in a lesson is shown, not run; code, formulas and link targets are escaped.
Not covered: where an author's links lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from course.serve.code import coloured
from course.serve.terms import TermFinder

VIEW_BOX = re.compile(rb'<svg[^>]*\sviewBox="0 0 (\d+) (\d+)"')
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Section:
    """A part of a lesson under a heading: its anchor, the heading, and its text without marks, to be searched."""

    anchor: str
    title: str
    level: int
    text: str


@dataclass(frozen=True)
class Lesson:
    """A lesson ready for a page: its title, the HTML below it, its sections, and the keys of the terms it uses."""

    title: str
    html: Markup
    sections: tuple[Section, ...]
    terms: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What is gathered while a lesson is read."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Gives the last section the words that stood under it."""
        if self.sections:
            last = self.sections[-1]
            text = _BLANKS.sub(" ", " ".join(self.words)).strip()
            self.sections[-1] = Section(last.anchor, last.title, last.level, text)
        self.words.clear()


def read_lesson(
    markdown: str, figure: Callable[[str], str], sizes: Mapping[str, tuple[int, int]], terms: TermFinder
) -> Lesson:
    """The lesson of a Markdown text; `figure` gives the address of a file beside it, `sizes` what is known of them."""
    reading = _Reading()
    tokens = _parser().parse(markdown)
    body: list[Token] = []
    skip = False
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            skip = _heading(token, tokens[index + 1], reading)
        elif token.type == "inline":
            heading = tokens[index - 1].type == "heading_open"
            if not heading:
                reading.words.append(_plain(token))
            if not skip:
                _inline(token, heading, figure, sizes, terms)
        elif token.type == "fence":
            reading.words.append(token.content)
        if not skip:
            body.append(token)
        skip = skip and token.type != "heading_close"
    reading.close()
    html = _parser().renderer.render(body, _parser().options, {}).replace("<th></th>", "<td></td>")
    return Lesson(reading.title, Markup(html), tuple(reading.sections), terms.found)  # noqa: S704  escaped by markdown-it


def figure_sizes(folder: Path) -> dict[str, tuple[int, int]]:
    """The sizes of the drawings in a chapter's folder, by their paths from it, so that a page does not jump."""
    found = {}
    for path in sorted(folder.glob("figures/*.svg")):
        if (match := VIEW_BOX.search(path.read_bytes()[:2000])) is not None:
            found[f"figures/{path.name}"] = int(match[1]), int(match[2])
    return found


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", lambda *_: '<div class="wide"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _fence(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    token = tokens[at]
    language = token.info.split()[0] if token.info.split() else ""
    code = coloured(token.content.rstrip("\n")) if language in ("python", "py") else escape(token.content)
    return f'<pre class="code"><code>{code}</code></pre>\n'


def _heading(token: Token, content: Token, reading: _Reading) -> bool:
    """Notes a heading; whether it is the lesson's title, which the page shows itself."""
    title = _plain(content)
    if token.tag == "h1" and not reading.title:
        reading.title = title
        return True
    reading.close()
    anchor = f"s{len(reading.sections) + 1}"
    token.attrSet("id", anchor)
    reading.sections.append(Section(anchor, title, int(token.tag[1]), ""))
    return False


def _inline(
    token: Token,
    heading: bool,
    figure: Callable[[str], str],
    sizes: Mapping[str, tuple[int, int]],
    terms: TermFinder,
) -> None:
    """Gives images their addresses and sizes, and links the first use of a term."""
    children: list[Token] = []
    linked = 0
    for child in token.children or ():
        linked += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "image":
            _image(child, figure, sizes)
        if child.type == "link_open":
            child.attrSet("rel", "noreferrer")
        if child.type == "text" and not heading and not linked:
            children.extend(_with_terms(child, terms))
        else:
            children.append(child)
    token.children = children


def _image(token: Token, figure: Callable[[str], str], sizes: Mapping[str, tuple[int, int]]) -> None:
    source = str(token.attrs.get("src", ""))
    if "://" in source:
        return
    token.attrSet("src", figure(source))
    token.attrSet("class", "drawing")
    if source in sizes:
        token.attrSet("width", str(sizes[source][0]))
        token.attrSet("height", str(sizes[source][1]))


def _with_terms(token: Token, terms: TermFinder) -> list[Token]:
    """A text cut at the terms that it names first."""
    pieces = []
    for text, key in terms.cut(token.content):
        piece = Token("text", "", 0, content=text)
        if key is None:
            pieces.append(piece)
            continue
        opening = Token("link_open", "a", 1, attrs={"class": "term", "href": f"#term-{key}"})
        pieces.extend((opening, piece, Token("link_close", "a", -1)))
    return pieces


def _plain(token: Token) -> str:
    """The text of an inline token without marks, its formulas in plain characters."""
    return "".join(
        _spelled(child.content)
        if child.type == "math_inline"
        else child.content
        if child.type in ("text", "code_inline", "image")
        else " "
        for child in token.children or ()
        if child.type not in ("link_open", "link_close", "strong_open", "strong_close", "em_open", "em_close")
    )


@cache
def _spelled(formula: str) -> str:
    """A formula in plain characters: W_ij, ŷ, ∑."""
    from pylatexenc.latex2text import LatexNodes2Text

    return str(LatexNodes2Text(math_mode="text").latex_to_text(formula))
