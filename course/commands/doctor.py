"""`course doctor`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.doctor import examine
from course.language import N_


@click.command(
    "doctor",
    help=N_("Examine this machine.\n\nPython, torch, devices, the sandbox, data, disk and workspace, and what to do."),
)
@options.workspace
@options.lang
@click.pass_obj
def command(setup: Setup, workspace: Path | None) -> int:
    """Examines this machine."""
    return examine(setup.content, setup.screen, workspace)
