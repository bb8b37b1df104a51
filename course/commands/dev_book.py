"""`course dev book`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "book", help=N_("Write the book.\n\nLessons, terms and a search as pages in DIR, in both languages; no network.")
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, folder: Path) -> None:
    """Writes the book."""
    from course.serve.book import write_book

    write_book(setup.content, setup.screen, folder)
