"""The command `course`: finds the subcommand, the language and the content, and turns every failure into a message."""

from __future__ import annotations

import copy
import difflib
import errno
import gettext
import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from course import __version__
from course.content import Content, find_content
from course.errors import CourseError, ExitCode
from course.language import N_, language_of_environment, option_of, spoken
from course.screen import Screen, drop
from course.workspace import language_of_workspace, pack_of_workspace
from grader.spec import LANGUAGES, SpecError
from grader.words import Words, words

COMMANDS = (
    "start",
    "check",
    "watch",
    "serve",
    "report",
    "milestone",
    "list",
    "status",
    "hint",
    "solution",
    "reset",
    "update",
    "glossary",
    "data",
    "doctor",
    "grade",
    "regrade",
    "export-students",
    "nbgrader",
    "completion",
    "dev",
)

COMPLETE = "_COURSE_COMPLETE"
"""The variable in which a shell asks for completions."""


@dataclass
class Setup:
    """What every command is handed: the screen, the content and, in tests, another judge than the engine."""

    screen: Screen
    content: Content
    judge: Any = None


def translated(command: click.Command) -> click.Command:
    """A copy of the command whose help speaks the language that gettext now speaks."""
    spoken_command = copy.copy(command)
    spoken_command.params = [copy.copy(param) for param in command.params]
    if spoken_command.help:
        spoken_command.help = gettext.gettext(spoken_command.help)
    for param in spoken_command.params:
        if isinstance(param, click.Option) and param.help:
            param.help = gettext.gettext(param.help)
    return spoken_command


class LazyGroup(click.Group):
    """A group whose commands, `course.commands.<prefix><name>.command`, are imported when they are asked for."""

    def __init__(self, *args: Any, names: Sequence[str] = (), prefix: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.names = tuple(names)
        self.prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a learner meets them."""
        return list(self.names)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises CourseError with the nearest name where it is misspelt."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = difflib.get_close_matches(args[0], self.names, n=1)
            if not near:
                raise
            message = words("There is no command {name}. Did you mean {near}?", name=args[0], near=near[0])
            raise CourseError(message, next_command=f"{ctx.command_path} {near[0]}") from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its help in the screen's language."""
        if cmd_name not in self.names:
            return None
        module = importlib.import_module(f"course.commands.{self.prefix}{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return translated(command)


class Course(LazyGroup):
    """The root: no failure leaves it as a traceback of ours."""

    def main(  # type: ignore[override]  # click tells standalone mode apart; here it never is
        self, args: Sequence[str] | None = None, *_: Any, obj: Any = None, **settings: Any
    ) -> None:
        """Runs a command line and exits with its code; `obj` makes another Setup of the screen (in tests)."""
        settings = {**settings, "prog_name": "course", "standalone_mode": False, "complete_var": COMPLETE}
        arguments = list(sys.argv[1:] if args is None else args)
        lang = _language(arguments)
        settings["max_content_width"] = 100 if lang == "en" else 64  # click counts a Chinese character as one column
        with spoken(lang):
            named = {name: option_of(arguments, name) for name in ("--workspace", "--course")}
            screen = Screen(lang, kept_options={name: value for name, value in named.items() if value is not None})

            def run() -> Any:
                setup = obj(screen) if obj is not None else Setup(screen, _content(arguments))
                return super(Course, self).main(arguments, obj=setup, **settings)

            code = _guarded(run, screen)
        sys.exit(code)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The group's own help, translated."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(gettext.gettext(self.help or ""))


def _language(arguments: Sequence[str]) -> str:
    """--lang, else the workspace's own setting, else the environment's."""
    asked = option_of(arguments, "--lang")
    if asked in LANGUAGES:
        return str(asked)
    named = option_of(arguments, "--workspace")
    return language_of_workspace(Path(named or ".")) or language_of_environment(os.environ)


def _content(arguments: Sequence[str]) -> Content:
    """The course with the pack of --course, else that of the workspace."""
    asked = option_of(arguments, "--course")
    named = option_of(arguments, "--workspace")
    pack = Path(asked) if asked is not None else pack_of_workspace(Path(named or "."))
    return find_content(pack, may_be_new=list(arguments[:2]) == ["dev", "new"])


def _guarded(run: Callable[[], Any], screen: Screen) -> int:
    """The exit code of a command; every failure becomes one message and, where there is one, the next command."""
    try:
        result = run()
        sys.stdout.flush()
    except CourseError as error:
        screen.fail(error)
        return error.code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        screen.fail(CourseError(words("Stopped. What was recorded before stays as it was; type the command again.")))
        return ExitCode.INTERRUPTED
    except SpecError as error:
        screen.fail(CourseError(words("The course's own files are at fault: {error}", error=str(error))))
        return ExitCode.OUR_FAULT
    except BrokenPipeError:
        drop(sys.stdout)
        return ExitCode.OUR_FAULT
    except OSError as error:
        drop(sys.stdout)
        screen.fail(CourseError(_os_failure(error), next_command="course doctor"))
        return ExitCode.OUR_FAULT
    except Exception as error:  # noqa: BLE001 - a fault of ours must not show the learner a traceback
        screen.fail(_crash(error))
        return ExitCode.OUR_FAULT
    return result if isinstance(result, int) else ExitCode.PASSED


def _os_failure(error: OSError) -> Words:
    path = str(error.filename or "")
    if error.errno == errno.ENOSPC:
        return words("The disk is full: {path} could not be written. Make room and type the command again.", path=path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return words("{path} cannot be used: the disk is read-only, or the file is not yours.", path=path)
    return words("{path}: {reason}", path=path, reason=error.strerror or str(error))


def _crash(error: Exception) -> CourseError:
    """The message for a fault of ours; its traceback is kept in a file for the report."""
    kind = f"{type(error).__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile("w", prefix="course-", suffix=".txt", delete=False, encoding="utf-8") as file:
            file.write(f"gradstep {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n")
            traceback.print_exception(error, file=file)
            kept = file.name
    except OSError:
        kept = "-"
    return CourseError(
        words(
            "gradstep itself broke ({kind}). This is our fault and costs you nothing; please report it with {file}.",
            kind=kind,
            file=kept,
        ),
        next_command="course doctor",
        code=ExitCode.OUR_FAULT,
    )


cli = Course(
    "course",
    names=COMMANDS,
    help=N_(
        "PyTorch from zero to fine-tuning, graded step by step.\n\n"
        "`course start` makes a folder to work in; then edit a file under exercises/ and type `course check`."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(__version__, prog_name="course")(cli)


def main() -> None:
    """The console script."""
    cli.main()
