"""`course glossary`."""

import click

from course.cli import Setup
from course.commands import options
from course.glossary import show_terms
from course.language import N_


@click.command(
    "glossary",
    help=N_("Explain a term.\n\nWhat TERM means, and what it is called in the other language; every term without it."),
)
@click.argument("term", nargs=-1)
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, term: tuple[str, ...]) -> None:
    """Shows the terms."""
    show_terms(setup.content, setup.screen, term)
