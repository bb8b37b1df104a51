"""`course status`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_
from course.listing import show_status
from course.progress import load_progress
from course.workspace import find_workspace


@click.command("status", help=N_("Show your progress.\n\nScores, attempts, the dates of first passes, hints seen."))
@click.option("--json", "as_json", is_flag=True, help=N_("Write it as JSON, for other programs."))
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, workspace: Path | None, *, as_json: bool) -> None:
    """Shows what the workspace remembers."""
    found = find_workspace(workspace)
    if as_json:
        from course.status_json import dumps

        click.echo(dumps(setup.content, load_progress(found.progress).progress, setup.screen.lang), nl=False)
    else:
        show_status(setup.content, setup.screen, found)
