"""`course serve`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.devices import WANTED
from course.language import N_
from course.workspace import find_workspace


@click.command(
    "serve",
    help=N_(
        "Show the course in a browser.\n\nLessons, exercises and hints on a page of this machine's own, which judges "
        "what you save in your editor. Nobody else can open it. Ctrl-C ends it."
    ),
)
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help=N_("The port; a free one unless said."))
@click.option("--no-open", is_flag=True, help=N_("Print the address and open no browser."))
@click.option("--device", type=click.Choice(WANTED), default="auto", help=N_("Where inputs and models are put."))
@click.option(
    "--sandbox",
    type=click.Choice(["full", "landlock", "process"]),
    help=N_("How your code is shut in; the strongest that works here unless said."),
)
@options.workspace
@options.course
@options.lang
@click.pass_obj
def command(
    setup: Setup, port: int | None, no_open: bool, device: str, sandbox: str | None, workspace: Path | None
) -> int:
    """Serves until Ctrl-C."""
    found = find_workspace(workspace)
    from course.serve.run import ServeOptions, serve

    wanted = ServeOptions(port=port, open_browser=not no_open, device=device, sandbox=sandbox)
    return serve(setup.content, setup.screen, found, wanted)
