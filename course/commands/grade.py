"""`course grade`."""

from pathlib import Path
from typing import Any

import click

from course.cli import Setup
from course.commands import options
from course.devices import WANTED
from course.engines import ENGINES
from course.exporting import EXPORTS
from course.language import N_


@click.command(
    "grade",
    help=N_(
        "Grade a class.\n\nSUBMISSIONS is a folder with a folder for each student, or the zip of submissions that "
        "Canvas, Moodle or nbgrader gives. Stop it and type it again: it goes on where it was. Exit code: 0 everything "
        "was graded, 2 wrong usage, 3 some rows need review."
    ),
)
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--chapter", "chapters", multiple=True, required=True, metavar="CHAPTER", help=N_("What to grade."))
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help=N_("Where results go."))
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help=N_("Who is in the class."))
@click.option(
    "--attempt", type=click.Choice(["last", "best"]), default="last", help=N_("Which of several attempts counts.")
)
@click.option(
    "--due",
    metavar="DATE",
    help=N_("When it was due, for the column late_by; without a zone such as +01:00, in this machine's time."),
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=N_("Judging processes; one a core unless said."))
@click.option(
    "--engine", type=click.Choice(ENGINES), default="local", help=N_("Judge here, or on the workers of a dask cluster.")
)
@click.option(
    "--scheduler", metavar="ADDRESS", help=N_("The cluster's scheduler or its file; one is made here unless said.")
)
@click.option(
    "--only", multiple=True, metavar="STUDENT", help=N_("Judge only this student; the files still hold everybody.")
)
@click.option(
    "--regrade",
    type=click.Choice(["changed", "failed", "all"]),
    default="changed",
    help=N_("What to judge again besides what has no result yet."),
)
@click.option("--dry-run", is_flag=True, help=N_("Say what there is, and judge nothing."))
@click.option(
    "--seed-secret-file", type=click.Path(path_type=Path), metavar="FILE", help=N_("The secret that inputs come from.")
)
@click.option(
    "--diagnosis-seconds", type=click.FloatRange(min=0), default=3.0, metavar="S",
    help=N_("For naming mistakes, a submission; 0 names none."),
)  # fmt: skip
@click.option(
    "--sandbox",
    type=click.Choice(["full", "landlock", "process"]),
    help=N_("How your code is shut in; the strongest that works here unless said."),
)
@click.option("--allow-weaker-sandbox", "weaker", is_flag=True, help=N_("Grade even where nothing shuts code in."))
@click.option("--device", type=click.Choice(WANTED), default="cpu", help=N_("Where inputs and models are put."))
@click.option(
    "--export", "exports", multiple=True, type=click.Choice(EXPORTS), help=N_("A file that this platform imports.")
)
@click.option("--suites", type=click.Path(path_type=Path), metavar="DIR", help=N_("Hidden suites of your own."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, /, **given: Any) -> int:
    """Grades a class."""
    from course.grade import GradeOptions, grade_class

    return grade_class(setup.content, setup.screen, GradeOptions(**given))
