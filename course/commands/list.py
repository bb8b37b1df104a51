"""`course list`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.completing import chapters
from course.language import N_
from course.listing import list_chapters, list_exercises
from course.names import find_chapter
from course.workspace import workspace_if_any


@click.command(
    "list",
    help=N_("List chapters or exercises.\n\nWithout CHAPTER every chapter, else its exercises, and how far you are."),
)
@click.argument("chapter", metavar="[CHAPTER]", required=False, shell_complete=chapters)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, chapter: str | None, workspace: Path | None) -> None:
    """Lists what there is."""
    found = workspace_if_any(workspace)
    if chapter is None:
        list_chapters(setup.content, setup.screen, found)
    else:
        list_exercises(setup.content, find_chapter(setup.content, chapter), setup.screen, found)
