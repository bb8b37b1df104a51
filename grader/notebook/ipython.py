"""A cell as IPython reads it -> Python with the same lines: magics, shell commands and questions become nothing.

What parses as Python is left as it is. Elsewhere a line that begins a statement with one of IPython's marks becomes
`pass`, and what would be assigned from one becomes None; a cell for another language becomes empty.
"""

from __future__ import annotations

import re
import textwrap

from grader.submission import syntax_tree

WITH_PYTHON = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "px", "debug"})
"""Cell magics whose body is this kernel's Python; those that are not known may be, too, if it parses."""
ELSEWHERE = frozenset({
    "bash", "sh", "script", "system", "sx", "!", "html", "svg", "latex", "markdown", "javascript", "js", "perl", "ruby",
    "python", "python2", "python3", "pypy", "cmd", "r", "sql", "cython", "file", "writefile",
})  # fmt: skip
CELL_MAGIC = re.compile(r"\s*%%(?P<name>[\w!]+)(?P<rest>[^\n]*)")
WRITES = re.compile(r"\s+(?:-a\s+)?[\"']?(?:[^\s\"']*/)?(?P<module>\w+)\.py[\"']?\s*")
LINE = re.compile(r"(?P<indent>\s*)(?:[%!?]|[,;/]\w).*", re.DOTALL)
QUESTION = re.compile(r"(?P<indent>\s*)[\w.%\[\]'\"]+\?{1,2}\s*(?:#.*)?")
ASSIGNED = re.compile(r"(?P<target>\s*[A-Za-z_][^=(){}:#]*=\s*)(?:%[A-Za-z]|!).*", re.DOTALL)
QUOTES = re.compile(r"[rRbBuUfF]{0,2}(\"\"\"|'''|\"|')")


def python_of(text: str, modules: tuple[str, ...] = ()) -> str:
    """The cell's Python, line for line; what is written to one of `modules` by %%writefile counts as the cell's own."""
    match = CELL_MAGIC.match(text.lstrip("\n")) if text.lstrip().startswith("%%") else None
    if match is not None:
        skipped = text[: len(text) - len(text.lstrip("\n"))]
        body = skipped + text.lstrip("\n")[match.end() :]
        written = WRITES.fullmatch(match["rest"]) if match["name"] in ("writefile", "file") else None
        known = match["name"].lower()
        if (written and written["module"] in modules) or known in WITH_PYTHON:
            return python_of(body, modules)
        inner = "" if known in ELSEWHERE else python_of(body, modules)
        return inner if parses(inner) else ""
    if parses(text):
        return text
    plain = "\n".join(_without_marks(text.split("\n")))
    for candidate in (plain, _flush(text), _flush(plain)):
        if parses(candidate):
            return candidate
    return plain


def parses(text: str) -> bool:
    """Whether the text is Python."""
    try:
        syntax_tree(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _flush(text: str) -> str:
    """Without the indentation that all its lines have; IPython leaves it out, too."""
    return textwrap.dedent(text)


def _without_marks(lines: list[str]) -> list[str]:
    """The lines with IPython's own made harmless where a statement begins."""
    done: list[str] = []
    state = _State()
    magic_goes_on = False
    for line in lines:
        if magic_goes_on:
            magic_goes_on = line.rstrip().endswith("\\")
            done.append("")
            continue
        if state.between:
            replaced = _harmless(line)
            if replaced is not None:
                magic_goes_on = line.rstrip().endswith("\\")
                done.append(replaced)
                continue
        state.read(line)
        done.append(line)
    return done


def _harmless(line: str) -> str | None:
    if match := LINE.fullmatch(line) or QUESTION.fullmatch(line):
        return f"{match['indent']}pass"
    if match := ASSIGNED.fullmatch(line):
        return f"{match['target']}None"
    return None


class _State:
    """How far a statement goes on: open brackets, an open string, a backslash at the end of the line."""

    def __init__(self) -> None:
        self._depth, self._quote, self._joined = 0, "", False

    @property
    def between(self) -> bool:
        """Whether the next line begins a statement."""
        return self._depth <= 0 and not self._quote and not self._joined

    def read(self, line: str) -> None:
        """Take in a line."""
        at = 0
        self._joined = False
        while at < len(line):
            if self._quote:
                at = self._in_string(line, at)
                continue
            quote = QUOTES.match(line, at)
            char = line[at]
            if quote is not None:
                self._quote = quote[1]
                at = quote.end()
                continue
            if char == "#":
                return
            if char == "\\" and at == len(line) - 1:
                self._joined = True
            self._depth += (char in "([{") - (char in ")]}")
            at += 1
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""  # a string that its line does not end is an error of its own

    def _in_string(self, line: str, at: int) -> int:
        """Past the end of the string, or of the line."""
        if line[at] == "\\":
            return at + 2
        if line.startswith(self._quote, at):
            at += len(self._quote)
            self._quote = ""
            return at
        return at + 1
