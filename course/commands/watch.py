"""`course watch`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.completing import targets
from course.devices import WANTED
from course.language import N_


@click.command(
    "watch",
    help=N_(
        "Check whenever you save.\n\nWHAT is a chapter (ch3), an exercise (ch3/mse_grad), a file of exercises/, or "
        "nothing: the next exercise that has not passed. The keys are shown at the bottom; q ends it."
    ),
)
@click.argument("what", metavar="[WHAT]", required=False, shell_complete=targets)
@click.option("--device", type=click.Choice(WANTED), default="auto", help=N_("Where inputs and models are put."))
@click.option("--seed", metavar="S", help=N_("The seed that an earlier check printed: the same inputs again."))
@click.option(
    "--data", type=click.Choice(["bundled", "full"]), default="bundled", help=N_("The bundled data or the full sets.")
)
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
    setup: Setup,
    what: str | None,
    device: str,
    seed: str | None,
    data: str,
    sandbox: str | None,
    workspace: Path | None,
) -> int:
    """Watches, and ends with the exit code."""
    from course.errors import CourseError
    from grader.words import words

    try:
        import termios  # noqa: F401 - only to see whether there is one
    except ImportError:
        raise CourseError(
            words("`course watch` needs a terminal of Linux or macOS; on Windows it works inside WSL."),
            next_command="course check",
        ) from None
    from course.live import LiveOptions
    from course.watch.run import WatchOptions, watch

    live = LiveOptions(device, seed, data == "full", sandbox)
    return watch(setup.content, setup.screen, WatchOptions(what, live, workspace))
