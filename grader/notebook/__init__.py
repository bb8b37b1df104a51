"""A notebook -> the chapter's modules, as a submission like any other; pure, and nothing of it is run.

`from_notebook` reads a notebook's bytes, `from_cells` cells that somebody else has read already. Which cell is for what
is found by the names that it defines. Where it defines none of them, its metadata tell which exercise it was meant for:
`metadata.gradstep = {"module": "mse", "exercise": "mse_grad"}`, or nbgrader's grade_id `mse_grad`. A place in a module
from a notebook is shown as `name.ipynb[7]`, line 3: in the seventh cell of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from grader.notebook.document import Cell, read_notebook
from grader.notebook.slices import Layer, Slice, Statements
from grader.notebook.statements import Broken, Statement, Unit, read_cells, statements_of
from grader.spec import ChapterSpec
from grader.submission import MAX_SOURCE_BYTES, CellPart, SourceFile, Submission, SubmissionError, submission_of
from grader.words import Words, words

NOTEBOOK_OWN = "def display(*objects, **options):\n    return None\n"
"""What a kernel brings along, for a function that shows something on its way."""
MAX_STATEMENTS = 4_000
MARK, PLACEHOLDER = "### BEGIN SOLUTION", "raise NotImplementedError("


def from_notebook(data: bytes, chapter: ChapterSpec, shown: str) -> Submission:
    """The chapter's modules as a notebook defines them; `shown` is its name.

    Raises:
        SubmissionError: it is no notebook, is one for another language, or defines none of the chapter's exercises.
    """
    notebook = read_notebook(data, shown)
    try:
        submission = from_cells(notebook.cells, chapter, shown)
    except SubmissionError as error:
        if notebook.language:
            raise SubmissionError(
                words("{file} is a notebook for {language}; the exercises are in Python", file=shown,
                      language=notebook.language)
            ) from error  # fmt: skip
        raise
    return replace(submission, notes=(*notebook.notes, *submission.notes))


def from_cells(cells: Sequence[Cell], chapter: ChapterSpec, shown: str) -> Submission:
    """As `from_notebook`, from its code cells in order. Raises SubmissionError where they define no exercise."""
    work = _Work.of(cells, chapter, shown)
    if not work.defined and not any(work.meant(broken) for broken in work.broken):
        listed = ", ".join(exercise.name for exercise in chapter.exercises)
        raise SubmissionError(
            words("{file} defines none of the chapter's exercises: {names}", file=shown, names=listed)
        )
    return submission_of(work.modules(), work.notes())


def defines(data: bytes, chapter: ChapterSpec, shown: str) -> frozenset[str]:
    """The modules of which a notebook defines something; empty where it is none that can be read."""
    try:
        work = _Work.of(read_notebook(data, shown).cells, chapter, shown)
    except SubmissionError:
        return frozenset()
    named = work.defined.union(*(work.meant(broken) for broken in work.broken))
    return frozenset(exercise.module for exercise in chapter.exercises if named.intersection(exercise.names))


@dataclass(frozen=True)
class _Work:
    """A notebook's cells, read for one chapter."""

    chapter: ChapterSpec
    shown: str
    cells: tuple[Cell, ...]
    units: tuple[Unit, ...]
    broken: tuple[Broken, ...]
    statements: Statements
    homes: Mapping[str, str]

    @classmethod
    def of(cls, cells: Sequence[Cell], chapter: ChapterSpec, shown: str) -> _Work:
        """Read them."""
        units, broken = read_cells(cells, chapter.modules)
        found = [statement for unit in units for statement in statements_of(unit)]
        if len(found) > MAX_STATEMENTS:
            raise SubmissionError(words("{file} holds more than {count} statements", file=shown, count=MAX_STATEMENTS))
        statements = Statements.of(found)
        homes = {name: exercise.module for exercise in chapter.exercises for name in exercise.names}
        return cls(chapter, shown, tuple(cells), tuple(units), tuple(broken), statements, homes)

    @cached_property
    def defined(self) -> frozenset[str]:
        """The exercises' names that a cell binds itself; an import of the chapter's own module binds none."""
        return frozenset(
            name
            for name in self.homes
            if any(item.source not in self.chapter.modules for item in self.statements.binders(name))
        )

    def meant(self, broken: Broken) -> frozenset[str]:
        """The exercises' names that a cell that is no Python was meant to define."""
        written = set(re.findall(r"^\s*(?:async\s+def|def|class)\s+(\w+)", broken.text, re.MULTILINE))
        return frozenset(written & set(self.homes)) | self._told(broken.cell)

    def _told(self, cell: Cell) -> frozenset[str]:
        """The names of the exercise that a cell's metadata name."""
        exercises = (item for item in self.chapter.exercises if item.name == cell.exercise)
        return frozenset(name for exercise in exercises for name in exercise.names)

    def modules(self) -> dict[str, SourceFile]:
        """The chapter's modules, each with what it needs."""
        graph: dict[str, set[str]] = {module: set() for module in self.chapter.modules}
        for exercise in self.chapter.exercises:
            graph[exercise.module] |= {self.chapter.exercise(need).module for need in exercise.needs}
        files = {}
        for module in self.chapter.modules:
            part = self._slice(module, graph)
            graph[module] |= part.sources() & graph.keys()
            files[module] = self._file(module, part.layers())
        return files

    def _slice(self, module: str, graph: Mapping[str, set[str]]) -> Slice:
        def may_import(other: str) -> bool:
            return other not in graph or (other != module and module not in _reached(graph, other))

        def home_of(name: str) -> str | None:
            home = self.homes.get(name)
            return home if home is not None and home != module and may_import(home) else None

        part = Slice(module, self.statements, self._given(module), home_of, may_import)
        part.need([name for name, home in self.homes.items() if home == module])
        return part

    def _given(self, module: str) -> Statements:
        """What the chapter's modules hold besides the exercises, this module's last, for it is its own."""
        sources = self.chapter.given_sources
        texts = [sources[other] for other in sorted(sources, key=lambda other: other == module)]
        found = [next(statements_of(Unit("", NOTEBOOK_OWN)))]
        found += [statement for text in texts for statement in _of_chapter(text) if self._is_given(statement)]
        return Statements.of(found)

    def _is_given(self, statement: Statement) -> bool:
        lines = statement.unit.text.split("\n")[statement.start[0] - 1 : statement.end[0] + 1]
        solved = any(line.strip() == MARK or line.strip().startswith(PLACEHOLDER) for line in lines)
        return not solved and statement.source not in self.chapter.modules and not statement.binds & self.homes.keys()

    def _file(self, module: str, layers: Iterable[Layer]) -> SourceFile:
        problems = dict(self._problems(module))
        text, cells = _laid_out(layers)
        problem = None
        if len(text) > MAX_SOURCE_BYTES:
            problem = words("{file} is larger than {size} bytes", file=self.shown, size=MAX_SOURCE_BYTES)
            return SourceFile(module, self.shown, b"", None, problem, cells)
        return SourceFile(module, self.shown, text.encode(), text, problem, cells, problems)

    def _problems(self, module: str) -> Iterator[tuple[str, Words]]:
        """What is wrong with those of a module's names that are not defined."""
        for name, home in self.homes.items():
            if home != module or name in self.defined:
                continue
            broken = next((item for item in reversed(self.broken) if name in self.meant(item)), None)
            cell = next((item for item in self.cells if name in self._told(item)), None)
            if broken is not None:
                yield name, self._said(broken)
            elif cell is not None:
                yield name, words("{file}, cell {cell} is for {name}, and does not define it", file=self.shown,
                                  cell=cell.number, name=name)  # fmt: skip
            else:
                yield name, words("no cell of {file} defines {name}", file=self.shown, name=name)

    def _said(self, broken: Broken) -> Words:
        return words("{file}, cell {cell}, line {line}: {error}", file=self.shown, cell=broken.cell.number,
                     line=broken.line, error=broken.error)  # fmt: skip

    def notes(self) -> tuple[Words, ...]:
        """What was not read, and what was put together."""
        joined = [unit.label for unit in self.units if unit.cells > 1]
        notes = [words("left out: {what}", what=self._said(broken)) for broken in self.broken[:5]]
        notes += [words("cells {cells} were read as one", cells=label) for label in joined[:5]]
        return tuple(notes)


@lru_cache(maxsize=64)
def _of_chapter(text: str) -> tuple[Statement, ...]:
    """The statements of one of the chapter's own modules; a class's notebooks all ask for the same."""
    return tuple(statements_of(Unit("", text)))


def _laid_out(layers: Iterable[Layer]) -> tuple[str, tuple[CellPart, ...]]:
    """The layers as one text, each below a line that says which cell it is."""
    lines: list[str] = []
    cells: list[CellPart] = []
    size = 0
    for label, text in layers:
        own = text.split("\n")
        lines.append(f"# %% {label}".rstrip())
        cells.append(CellPart(label, len(lines) + 1, len(own)))
        lines += own
        size += len(text)
        if size > MAX_SOURCE_BYTES:
            break
    return "\n".join(lines) + "\n", tuple(cells) or (CellPart("", 1, 1),)


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """The modules that one imports, directly or by others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in graph.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found
