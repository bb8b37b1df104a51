"""`course solution`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.completing import exercises
from course.language import N_
from course.solution import show_solution
from course.workspace import find_workspace


@click.command(
    "solution", help=N_("Show an answer.\n\nThe reference answer of an exercise (ch3/mse_grad), once yours passes.")
)
@click.argument("exercise", shell_complete=exercises)
@click.option("--give-up", is_flag=True, help=N_("Show it before yours passes; this is recorded."))
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, exercise: str, workspace: Path | None, *, give_up: bool) -> None:
    """Shows the answer."""
    show_solution(setup.content, setup.screen, find_workspace(workspace), exercise, give_up=give_up)
