"""`course dev check`."""

import click

from course.author.check import check_content
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "check", help=N_("Check the content.\n\nEvery rule that keeps the course honest, for the chapters named or all.")
)
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--seeds", type=click.IntRange(min=1), default=3, help=N_("On how many seeds to judge."))
@click.option("--static", is_flag=True, help=N_("Only what can be seen without running a check."))
@click.option("--jobs", type=click.IntRange(min=1), default=1, help=N_("How many chapters to judge at a time."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapters: tuple[str, ...], seeds: int, jobs: int, *, static: bool) -> int:
    """Checks the content."""
    asked = 0 if static else seeds
    return check_content(setup.content, setup.screen, chapters, seeds=asked, jobs=jobs, grader=setup.judge)
