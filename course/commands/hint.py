"""`course hint`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.completing import exercises
from course.hint import show_hint
from course.language import N_
from course.workspace import find_workspace


@click.command(
    "hint",
    help=N_("Give a hint.\n\nEXERCISE is written like ch3/mse_grad; without it, the next that does not pass. "
    "Each further call gives a stronger hint."),
)
@click.argument("exercise", required=False, shell_complete=exercises)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, exercise: str | None, workspace: Path | None) -> None:
    """Shows the next hint."""
    show_hint(setup.content, setup.screen, find_workspace(workspace), exercise)
