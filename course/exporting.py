"""`course grade --export`: a class's scores in the files that other systems import."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from course.screen import Screen
from grader.cohort import RunRows
from grader.exports import canvas, exercises_csv, gradescope, junit, moodle, nbgrader_csv
from grader.spec import LANGUAGES, ChapterSpec
from grader.store import safe_name, write_durably

FOLDER = "exports"


def write_exports(
    asked: Sequence[str], rows: RunRows, chapters: Sequence[ChapterSpec], screen: Screen, out: Path
) -> None:
    """Writes what was asked for into the folder `exports` of `out`."""
    folder = out / FOLDER
    for name in dict.fromkeys(asked):
        if name == "nbgrader":
            _write(folder / "nbgrader.csv", nbgrader_csv.render(rows, rows.run.cohort.due))
            continue
        for chapter in chapters:
            WRITERS[name](rows.of(chapter.key), chapter, screen, folder)


def _canvas(rows: RunRows, chapter: ChapterSpec, screen: Screen, folder: Path) -> None:
    title = chapter.text(screen.lang).title
    _write(folder / f"canvas-{chapter.key}.csv", canvas.render(rows, title, tuple(also_called(chapter))))


def _moodle(rows: RunRows, chapter: ChapterSpec, screen: Screen, folder: Path) -> None:
    _write(folder / f"moodle-{chapter.key}.csv", moodle.render(rows, chapter.text(screen.lang).title))


def _csv(rows: RunRows, chapter: ChapterSpec, _: Screen, folder: Path) -> None:
    _write(folder / f"exercises-{chapter.key}.csv", exercises_csv.render(rows, chapter))


def _junit(rows: RunRows, chapter: ChapterSpec, screen: Screen, folder: Path) -> None:
    pieces = junit.render(rows, chapter.text(screen.lang), screen.translate)
    write_durably(folder / f"junit-{chapter.key}.xml", (piece.encode() for piece in pieces))


def _gradescope(rows: RunRows, chapter: ChapterSpec, screen: Screen, folder: Path) -> None:
    """A file a student; one of an earlier run, of somebody who has no score now, goes."""
    mine = folder / f"gradescope-{chapter.key}"
    written = set()
    for row in rows:
        results = gradescope.dumps(row, chapter.text(screen.lang), screen.translate)
        if results is not None:
            written.add(f"{safe_name(row.student)}.json")
            write_durably(mine / f"{safe_name(row.student)}.json", results.encode())
    for path in mine.glob("*.json"):
        if path.name not in written:
            path.unlink()
    if mine.is_dir() and not written:
        shutil.rmtree(mine)


def also_called(chapter: ChapterSpec) -> Iterator[str]:
    """What an instructor may have called the chapter's assignment in Canvas."""
    yield from (chapter.key, chapter.short, f"Chapter {chapter.number}")
    for lang in LANGUAGES:
        if not (chapter.folder / f"text.{lang}.toml").is_file():
            continue
        title = chapter.text(lang).title
        yield from (title, f"{chapter.short} {title}", f"Chapter {chapter.number}: {title}")


def _write(path: Path, text: str) -> None:
    """With a mark of its encoding, which Excel needs and Canvas, Moodle and Python's `utf-8-sig` skip."""
    write_durably(path, text.encode("utf-8-sig", "replace"))


WRITERS: dict[str, Callable[[RunRows, ChapterSpec, Screen, Path], None]] = {
    "canvas": _canvas, "moodle": _moodle, "gradescope": _gradescope, "junit": _junit, "csv": _csv,
}  # fmt: skip
EXPORTS = (*WRITERS, "nbgrader")
"""What `--export` takes."""
