"""`course dev table`."""

from pathlib import Path

import click

from course.author.content_table import write_table
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "table",
    help=N_(
        "Write pages of figures.\n\nWhat each chapter holds, and how many mistakes and mutants its suite sees: "
        "FILE, and a page a chapter in a folder beside it."
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--jobs", type=click.IntRange(min=1), default=1, help=N_("How many chapters to judge at a time."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, file: Path, chapters: tuple[str, ...], jobs: int) -> int:
    """Writes a page of figures."""
    return write_table(setup.content, setup.screen, file, chapters, jobs=jobs, grader=setup.judge)
