"""`course nbgrader init`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "init",
    help=N_(
        "Make a course directory of nbgrader's.\n\nIts configuration says that gradstep judges; every command of "
        "nbgrader works in it."
    ),
)
@click.argument("folder", metavar="COURSE_DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help=N_("What nbgrader calls the course; the folder's name unless said."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, folder: Path, name: str | None) -> None:
    """Makes it."""
    from course.nbgrader.init import init_course

    init_course(setup.screen, folder, name, setup.content.named_pack)
