"""`course nbgrader build`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "build",
    help=N_(
        "Build the notebooks that nbgrader makes assignments of.\n\nCHAPTERS are such as ch3; all unless some are "
        "named. Each becomes source/<chapter>/<chapter>.ipynb, always the same bytes from the same content."
    ),
)
@click.argument("chapters", metavar="[CHAPTERS]", nargs=-1)
@click.option(
    "--root", type=click.Path(path_type=Path), metavar="DIR",
    help=N_("nbgrader's course directory, if it is not the current folder or one above."),
)  # fmt: skip
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapters: tuple[str, ...], root: Path | None) -> None:
    """Builds them."""
    from course.nbgrader.build import build_notebooks

    build_notebooks(setup.content, setup.screen, chapters, root)
