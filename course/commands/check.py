"""`course check`."""

from typing import Any

import click

from course.checking import CheckOptions, check
from course.cli import Setup
from course.commands import options
from course.completing import targets
from course.devices import WANTED
from course.language import N_


@click.command(
    "check",
    help=N_(
        "Check your code.\n\nWHAT is a chapter (ch3), an exercise (ch3/mse_grad), a file of exercises/, or nothing: "
        "the next exercise that has not passed. Exit code: 0 all passed, 1 some check failed, 2 wrong usage, "
        "3 our own fault."
    ),
)
@click.argument("what", metavar="[WHAT]", required=False, shell_complete=targets)
@click.option("--device", type=click.Choice(WANTED), default="auto", help=N_("Where inputs and models are put."))
@click.option("--seed", metavar="S", help=N_("The seed that an earlier check printed: the same inputs again."))
@click.option("--json", metavar="FILE|-", help=N_("Write the report as JSON too; - writes it to stdout."))
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
def command(setup: Setup, /, data: str, what: str | None, **given: Any) -> int:
    """Judges, shows, and ends with the exit code."""
    wanted = CheckOptions(target=what, full_data=data == "full", **given)
    return check(setup.content, setup.screen, wanted, setup.judge)
