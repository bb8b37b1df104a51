"""`course update`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_
from course.update import update_workspace
from course.workspace import find_workspace


@click.command(
    "update",
    help=N_("Bring what is new.\n\nNew chapters and new words of stubs come into the workspace; what you wrote stays."),
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, workspace: Path | None, *, dry_run: bool) -> None:
    """Updates the workspace."""
    update_workspace(setup.content, setup.screen, find_workspace(workspace), dry_run=dry_run)
