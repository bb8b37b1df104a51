"""`course dev try`."""

from pathlib import Path

import click

from course.author.attempt import try_file
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "try",
    help=N_(
        "Judge any file.\n\nWhat FILE defines takes the solution's place in CHAPTER; every check is shown with its "
        "verdict, the mistake that was named and what it printed."
    ),
)
@click.argument("chapter", metavar="CHAPTER")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--seed", metavar="S", help=N_("The seed that an earlier check printed: the same inputs again."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapter: str, file: Path, seed: str | None) -> int:
    """Judges a file."""
    return try_file(setup.content, setup.screen, chapter, file, seed=seed, grader=setup.judge)
