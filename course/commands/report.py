"""`course report`."""

import webbrowser
from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.errors import CourseError
from course.language import N_
from course.names import find_target
from course.recording import shown
from course.reports import last_report, newest_chapter, write_page
from course.workspace import find_workspace
from grader.words import words


@click.command(
    "report",
    help=N_(
        "Write the last check of a chapter as one page.\n\nWHAT is a chapter (ch6), or nothing: the one that was "
        "checked last. The page holds every check, pictures of what is wrong, loss curves and confusion matrices, and "
        "needs no network."
    ),
)
@click.argument("what", metavar="[WHAT]", required=False)
@click.option("--open", "opened", is_flag=True, help=N_("Open it in the browser."))
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=N_("Where to write it; in the workspace unless said."),
)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, what: str | None, opened: bool, to: Path | None, workspace: Path | None) -> None:
    """Writes the page, says where, and opens it where that is wanted."""
    screen = setup.screen
    target = None if what is None else find_target(setup.content, what)
    place = find_workspace(workspace, target.folder if target else None)
    chapter = newest_chapter(place, tuple(setup.content.chapters())) if target is None else target.chapter
    if chapter is None:
        raise CourseError(
            words("Nothing has been checked in this workspace yet: there is no report."), next_command="course check"
        )
    path = write_page(place, chapter, last_report(place, chapter), screen.lang, to)
    screen.say(words("The report of chapter {number} is in {path}.", number=chapter.number, path=shown(path)))
    if opened and not webbrowser.open(path.absolute().as_uri()):
        screen.remark(words("No browser could be opened here; open the file in yours."))
