"""`course regrade`."""

from pathlib import Path

import click

from course.cli import Setup
from course.commands import options
from course.language import N_


@click.command(
    "regrade",
    help=N_("Repeat a grade.\n\nREPORT is a JSON report of `course grade`. Exit code: 0 the same, 1 another outcome."),
)
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--suites", type=click.Path(path_type=Path), metavar="DIR", help=N_("Hidden suites of your own."))
@options.course
@options.lang
@click.pass_obj
def command(setup: Setup, report: Path, suites: Path | None) -> int:
    """Repeats a grade."""
    from course.regrade import regrade

    return regrade(setup.content, setup.screen, report, suites)
