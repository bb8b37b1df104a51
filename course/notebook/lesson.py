"""A chapter's lesson -> the texts of Markdown cells: one a section, its figures in cells of their own.

A figure is put in as a data URL of HTML: Jupyter shows no SVG that is attached to a cell, nbconvert none in Markdown,
and a file beside the notebook is lost as soon as the notebook travels. Formulas stay as they are: Jupyter sets them.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from pathlib import Path

from grader.spec import ChapterSpec, SpecError

FENCE = re.compile(r"^(```|~~~)")
FIGURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+)\)\s*$")
IMPORT = re.compile(r"\s*from\s+(?P<module>\w+)\s+import\s")
VIEW_BOX = re.compile(rb'<svg[^>]*\sviewBox="0 0 (\d+) \d+"')
KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def lesson_texts(chapter: ChapterSpec, lang: str) -> list[str]:
    """The lesson in the order of its sections; SpecError where a figure is missing."""
    path = chapter.folder / f"lesson.{lang}.md"
    if not path.is_file():
        return [f"# {chapter.text(lang).title}"]
    parts = _parts(path.read_text(encoding="utf-8"), chapter)
    return [part for lines in parts if (part := "\n".join(lines).strip())]


def _parts(text: str, chapter: ChapterSpec) -> Iterator[list[str]]:
    part: list[str] = []
    fence = ""
    for line in text.splitlines():
        mark = FENCE.match(line)
        if mark is not None and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        elif fence:
            found = IMPORT.match(line)
            if found is not None and found["module"] in chapter.modules:
                continue  # what a module defines is defined in the notebook itself
        elif line.startswith("## "):
            yield part
            part = []
        elif (figure := FIGURE.match(line)) is not None and "://" not in figure["file"]:
            yield part
            yield [_image(chapter.folder / figure["file"], figure["alt"])]
            part = []
            continue
        part.append(line)
    yield part


def _image(path: Path, alt: str) -> str:
    kind = KINDS.get(path.suffix.lower())
    if kind is None or not path.is_file():
        raise SpecError(f"{path}: a figure that is not there, or of a kind that no notebook shows")
    data = path.read_bytes()
    # Without a width of its own an SVG is as wide as the page.
    drawn = VIEW_BOX.search(data) if kind == KINDS[".svg"] else None
    width = f' width="{drawn[1].decode()}"' if drawn is not None else ""
    encoded = base64.b64encode(data).decode()
    return f'<img alt="{html.escape(alt)}"{width} src="data:{kind};base64,{encoded}">'
