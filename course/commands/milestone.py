"""`course milestone`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_
from course.milestones.show import show_milestone


@click.command(
    "milestone",
    help=N_(
        "Draw a chapter's milestone.\n\nYour own code runs on something real, and the picture is kept in milestones/. "
        "Nothing is graded. Without CHAPTER: the first full chapter whose picture is not there yet."
    ),
)
@click.argument("chapter", metavar="[CHAPTER]", required=False)
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=180, help=N_("How long your code may take before it is ended.")
)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapter: str | None, seconds: float, workspace: Path | None) -> None:
    """Draws, and says what there is to see."""
    show_milestone(setup.content, setup.screen, chapter, workspace, seconds)
