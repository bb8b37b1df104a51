"""The options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from course.language import N_
from grader.spec import LANGUAGES

F = TypeVar("F", bound=Callable[..., Any])


def lang(command: F) -> F:
    """--lang: read by the root before click parses, so that every message speaks it."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, help=N_("Language: English or Chinese.")
    )(command)


def course(command: F) -> F:
    """--course: read by the root before click parses, which finds the content."""
    return click.option(
        "--course",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        help=N_("A folder with chapters of your own (chapters/, solutions/, exercises/, suites/)."),
    )(command)


def workspace(command: F) -> F:
    """--workspace: where the learner's files are, if not here."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=N_("The workspace, if it is not the current folder or one above."),
    )(command)
