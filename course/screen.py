"""What a command says and where: results on stdout, remarks and errors on stderr, in the learner's language."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from typing import IO, Any

from rich.console import Console
from rich.text import Text

from course.errors import CourseError
from course.language import translator
from grader.exports.plain import visible
from grader.exports.terminal import hang
from grader.words import Words, words

PIPED_WIDTH = 100


class QuietConsole(Console):
    """A console that goes on in silence when whoever reads its pipe has gone."""

    def on_broken_pipe(self) -> None:
        """Nobody reads any more: what follows is dropped, and the command still ends with its own exit code."""
        self.quiet = True
        drop(self.file)


def drop(stream: IO[str]) -> None:
    """Lets nothing that is still written to the stream reach a pipe or a disk that cannot take it."""
    with contextlib.suppress(OSError, ValueError):
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, stream.fileno())
        os.close(devnull)


def _console(stream: IO[str]) -> QuietConsole:
    encoding_errors = getattr(stream, "reconfigure", None)
    if encoding_errors is not None:
        encoding_errors(errors="backslashreplace")
    terminal = stream.isatty()
    width = None if terminal or "COLUMNS" in os.environ else PIPED_WIDTH
    return QuietConsole(file=stream, width=width, highlight=False, markup=False, emoji=False)


class Screen:
    """Where a command speaks: knows the language, the two streams, and how the learner's next command is written."""

    def __init__(self, lang: str, *, kept_options: Mapping[str, str] | None = None) -> None:
        self.lang = lang
        self.translate = translator(lang)
        self.kept_options = dict(kept_options or {})
        self.out: Console = _console(sys.stdout)
        self.err: Console = _console(sys.stderr)

    def results_to_stderr(self) -> None:
        """What is for people goes to stderr: stdout is taken by the JSON report."""
        self.out = self.err

    def text(self, sentence: Words | str) -> str:
        """A sentence in the language of the screen, safe to show."""
        return visible(sentence.render(self.translate) if isinstance(sentence, Words) else sentence)

    def say(self, sentence: Words | str = "", style: str = "") -> None:
        """One result."""
        self.out.print(Text(self.text(sentence), style=style))

    def show(self, *renderables: Any) -> None:
        """Something that rich draws."""
        self.out.print(*renderables)

    def hang(self, head: str, sentence: Words | str, style: str = "") -> None:
        """A result after its head, indented below itself."""
        hang(self.out, head, self.text(sentence), style)

    def remark(self, sentence: Words | str, style: str = "yellow") -> None:
        """Something beside the result."""
        self.err.print(Text(self.text(sentence), style=style), soft_wrap=True)

    def next(self, command: str) -> None:
        """The command to type next."""
        self.out.print(self.next_line(command), soft_wrap=True)

    def next_line(self, command: str) -> Text:
        """`Next: course hint ch3/mse_grad`."""
        label = self.text(words("Next:"))
        gap = "" if label.endswith("：") else " "
        return Text.assemble((f"{label}{gap}", "dim"), (self.command(command), "bold"))

    def command(self, command: str) -> str:
        """A command as the learner must type it from here: what was named to this one is named to the next."""
        if not command.startswith("course "):
            return command
        kept = {name: value for name, value in self.kept_options.items() if name not in command}
        return " ".join([command, *(f"{name} {value}" for name, value in kept.items())])

    def fail(self, error: CourseError) -> None:
        """An error: what is wrong, where, and the command to type next."""
        self.err.print(Text(self.text(error.words), style="red"), soft_wrap=True)
        if error.next_command is not None:
            self.err.print(self.next_line(error.next_command), soft_wrap=True)
