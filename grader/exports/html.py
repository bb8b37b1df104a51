"""What every HTML page of ours is made with: templates that escape, text made visible, a policy that runs nothing else.

Covered: HTML, scripts, styles, URLs, ANSI escapes, terminal hyperlinks and bidirectional marks in any text that is put
into a template: it is escaped twice over, as HTML and by `visible`. A page loads nothing and sends nothing: its content
security policy allows only the style and script that it holds, by their hashes.
Not covered: letters that merely look alike.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.exports.plain import named, visible
from grader.words import Translate, Words

TEMPLATES = Path(__file__).with_name("templates")
TAGS = {"zh": "zh-Hans"}


@dataclass(frozen=True)
class Voice:
    """The language of a page: its key (en, zh) and what turns a template of ours into it."""

    lang: str
    translate: Translate

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return TAGS.get(self.lang, self.lang)

    def say(self, sentence: Words | str, /, **values: Words | str | int) -> str:
        """A sentence of ours in the language of the page."""
        spoken = sentence if isinstance(sentence, Words) else Words(sentence, tuple(values.items()))
        return spoken.render(self.translate)


@dataclass(frozen=True)
class Inline:
    """A style or a script that stands in the page, and the hash that the page's policy knows it by."""

    text: Markup
    hash: str


@cache
def inline(*names: str) -> Inline:
    """The files of that name, one after another."""
    text = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inline(Markup(text), f"sha256-{digest}")  # noqa: S704  our own files


def render(template: str, voice: Voice, **values: Any) -> str:
    """A template filled."""
    return environment().get_template(template).render(voice=voice, say=voice.say, **values)


def stream(template: str, voice: Voice, **values: Any) -> Iterator[str]:
    """A template filled, piece by piece, so that a page of thousands of rows is never in memory whole."""
    pieces = environment().get_template(template).stream(voice=voice, say=voice.say, **values)
    pieces.enable_buffering(500)
    yield from pieces


@cache
def environment(templates: Path = TEMPLATES) -> Environment:
    """What fills the templates of a folder: it escapes, makes text visible, and refuses what is no text."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["named"] = lambda name: escape(named(name))
    return environment


def _shown(value: object) -> object:
    """What is put into a page: text made visible (names are already); nothing that has no text of its own."""
    if isinstance(value, Markup) or type(value) in (int, float):
        return value
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} has no text to put into a page")
    return visible(value)
