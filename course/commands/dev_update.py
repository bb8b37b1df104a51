"""`course dev update`."""

import click

from course.author.update import update_content
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "update", help=N_("Update what is derived.\n\nStubs and catalogues; a stub that was edited is left alone.")
)
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapters: tuple[str, ...]) -> int:
    """Regenerates what is derived."""
    return update_content(setup.content, setup.screen, chapters)
