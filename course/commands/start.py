"""`course start`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_
from course.start import start_workspace
from grader.words import words


@click.command(
    "start",
    help=N_("Make a workspace.\n\nA new or empty folder gets every chapter's exercises, data and a README."),
)
@click.argument("folder", metavar="[DIR]", default="gradstep", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help=N_("A Jupyter notebook a chapter instead of modules."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, folder: Path, *, notebooks: bool) -> None:
    """Makes the workspace and says where to begin."""
    start_workspace(setup.content, folder, setup.screen.lang, notebooks=notebooks)
    if notebooks:
        ready = words("{folder} is ready: open the notebooks in its exercises/ in Jupyter or VS Code.",
                      folder=str(folder))  # fmt: skip
    else:
        ready = words("{folder} is ready: your code goes into its exercises/.", folder=str(folder))
    setup.screen.say(ready, "green")
    if folder.absolute() != Path.cwd():
        setup.screen.next(f"cd {folder} && course check")
    else:
        setup.screen.next("course check")
