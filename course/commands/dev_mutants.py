"""`course dev mutants`."""

import click

from course.author.mutation_table import show_mutants
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "mutants",
    help=N_("Run the hidden suites on mutants of the solutions.\n\nShows those that no check notices, and how many."),
)
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapters: tuple[str, ...]) -> int:
    """Runs the hidden suites on mutants of the solutions."""
    return show_mutants(setup.content, setup.screen, chapters)
