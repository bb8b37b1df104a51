"""A milestone made in a process of its own: the picture and what it shows, or a CourseError that says why not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from course.errors import CourseError, ExitCode
from course.milestones.asked import BROKEN, DRAWN, RAISED, TOO_LONG, Ending, Order
from course.milestones.plan import Milestone
from course.milestones.work import not_written, ready
from grader.submission import Submission
from grader.words import Words, verbatim, words

SECONDS = 180.0
GRACE = 120.0
"""Seconds for torch to be loaded; and for a process that, in the midst of one operation, does not say where it is."""


@dataclass(frozen=True)
class Made:
    """A picture as PNG, its title, and what is to be seen in it, both in the learner's language.

    `values` are the numbers in that, `asked` the learner's functions and classes that were used, `seconds` what a core
    was busy for.
    """

    png: bytes
    title: str
    seen: str
    values: Mapping[str, str]
    asked: tuple[str, ...]
    seconds: float


def make(
    milestone: Milestone,
    submission: Submission,
    lang: str,
    *,
    seconds: float = SECONDS,
    quiet: bool = False,
) -> Made:
    """Runs the learner's code and draws; what that prints goes to stderr, or nowhere. Raises CourseError."""
    ready(milestone, submission)
    chapter = milestone.chapter
    layers = {name: file.layers() for name, file in submission.modules.items() if file.text is not None}
    with tempfile.TemporaryDirectory(prefix="course-milestone-") as folder:
        picture = Path(folder) / "picture.png"
        tree = tuple(str(folder) for folder in astuple(chapter.tree))
        order = Order(chapter.key, tree, layers, lang, str(picture), seconds)
        ending = _drawn(order, quiet=quiet)
        if ending.how != DRAWN:
            raise _why_not(ending, milestone, seconds)
        png = picture.read_bytes()
    said = chapter.text(lang).milestone
    seen = said["seen"].format(**ending.values)
    return Made(png, said["title"], seen, ending.values, ending.asked, ending.seconds)


def _drawn(order: Order, *, quiet: bool) -> Ending:
    # -P: a torch.py beside the learner's files is not the real one.
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "course.milestones.drawing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(order.line(), timeout=order.seconds + GRACE)
    except subprocess.TimeoutExpired:
        return Ending(TOO_LONG)
    finally:
        process.kill()
        process.wait()
    return Ending.of(out) if out.endswith("\n") else Ending(RAISED, message=f"exit {process.returncode}")


def _why_not(ending: Ending, milestone: Milestone, seconds: float) -> CourseError:
    short = milestone.chapter.short
    if ending.exercise:
        again = f"course check {short}/{ending.exercise}"
        return CourseError(not_written([ending.exercise]), next_command=again, code=ExitCode.FAILED)
    again = f"course check {short}"
    if ending.how == BROKEN:
        what = words("The milestone itself is at fault: {error}", error=ending.message)
        return CourseError(what, next_command="course doctor", code=ExitCode.OUR_FAULT)
    if ending.how == TOO_LONG:
        what = words(
            "The milestone ran for {seconds} seconds and was ended. Is there a loop without an end? Your code was here:"
            "\n{lines}",
            seconds=round(seconds), lines=_lines(ending.lines),
        )  # fmt: skip
        return CourseError(what, next_command=again, code=ExitCode.FAILED)
    if ending.how == RAISED and ending.lines:
        where = _lines(ending.lines)
        what = words("Your code raised an exception:\n{lines}\n{error}", lines=where, error=ending.message)
        return CourseError(what, next_command=again, code=ExitCode.FAILED)
    if ending.how == RAISED:
        what = words("The process that ran your code ended by itself ({reason}).", reason=ending.message)
        return CourseError(what, next_command=again, code=ExitCode.FAILED)
    what = words("What your code returned is of no use to the milestone: {error}", error=ending.message)
    return CourseError(what, next_command=again, code=ExitCode.FAILED)


def _lines(lines: Sequence[tuple[str, int, str, str]]) -> Words:
    """The learner's own lines, as Python shows those of a traceback."""
    shown = [f"  {file}:{number}, {function}\n    {text}" for file, number, function, text in lines]
    return verbatim("\n".join(shown) or "  ?")
