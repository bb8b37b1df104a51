"""`course nbgrader autograde`."""

from pathlib import Path
from typing import Any

import click

from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "autograde",
    help=N_(
        "Judge a class and fill nbgrader's gradebook.\n\nASSIGNMENT is a chapter (ch3) or the name of an assignment. "
        "Does what `nbgrader autograde` does, on every core; stop it and type it again: it goes on where it was. Exit "
        "code: 0 everything is in the gradebook, 2 wrong usage, 3 somebody must look at some rows."
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="ASSIGNMENT...")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("nbgrader's course directory, if it is not the current folder or one above."),
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=N_("Judging processes; one a core unless said."))
@click.option("--student", "students", multiple=True, metavar="STUDENT", help=N_("Only this student."))
@click.option("--force", is_flag=True, help=N_("Judge and write again what is there already."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, /, **given: Any) -> int:
    """Autogrades a class."""
    from course.nbgrader.autograde import AutogradeOptions, autograde

    return autograde(setup.content, setup.screen, AutogradeOptions(**given))
