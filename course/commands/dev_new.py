"""`course dev new`."""

import click

from course.author.new import new_chapter
from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "new", help=N_("Begin a chapter.\n\nWrites every file of it, with one exercise that works, to be written over.")
)
@click.argument("key", metavar="KEY")
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, key: str) -> None:
    """Begins a chapter."""
    new_chapter(setup.content, setup.screen, key)
