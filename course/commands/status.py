"""`course status`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_
from course.listing import show_status
from course.workspace import find_workspace


@click.command("status", help=N_("Show your progress.\n\nScores, attempts, the dates of first passes, hints seen."))
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, workspace: Path | None) -> None:
    """Shows what the workspace remembers."""
    show_status(setup.content, setup.screen, find_workspace(workspace))
