"""`course export-students`."""

from pathlib import Path

import click

from course.class_package import export_students
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "export-students",
    help=N_(
        "Make the package that a class gets.\n\nDIR is a new folder, to be built by `python -m build`: the course "
        "without solutions, known mistakes and other correct answers. Its checks work; it names no mistakes and shows "
        "no answers."
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--chapter", "chapters", multiple=True, metavar="CHAPTER", help=N_("Only this chapter; all unless said."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, folder: Path, chapters: tuple[str, ...]) -> None:
    """Makes the package."""
    export_students(setup.content, setup.screen, folder, chapters)
