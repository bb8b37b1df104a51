"""`course reset`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.completing import modules
from course.language import N_
from course.reset import reset
from course.workspace import find_workspace


@click.command(
    "reset", help=N_("Put stubs back.\n\nWHAT is a module (ch3/mse) or a chapter; your files are kept as a backup.")
)
@click.argument("what", shell_complete=modules)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, what: str, workspace: Path | None) -> None:
    """Puts the stubs back."""
    reset(setup.content, setup.screen, find_workspace(workspace), what)
