"""The trusted pytest: collects a chapter's hidden suite once and runs its checks against each submission."""

from __future__ import annotations

import gc
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
import torch
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol
from torch import Tensor

from grader.datasets import read
from grader.figure import Figure
from grader.judge import Check, Ended
from grader.results import Stop
from grader.rng import Rng
from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.student import Run, Student
from grader.show import Show
from grader.spec import ChapterSpec, DatasetMissing, SpecError

SWITCHED_OFF = (
    "logging", "cacheprovider", "threadexception", "unraisableexception", "faulthandler", "doctest", "unittest",
    "junitxml", "legacypath", "terminal", "nose", "stepwise", "pastebin", "debugging", "setuponly", "setupplan",
)  # fmt: skip
OURS = frozenset({"student", "rng", "dataset", "show", "request"})
UNJUDGED = frozenset({"skip", "skipif", "xfail"})
KEPT_BYTES = 1 << 20
"""Of what was observed in a failing case: it is kept until the mistakes were looked at."""
ENVIRONMENT = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_THEME", "PYTEST_DEBUG")
MARKERS = (
    "exercise(name): the exercise that a check belongs to",
    "visible: the worked example; its numbers are shown, its weight is 0",
    "weight(n): how much a check counts; 1 unless said",
    "device(name): what a check needs beyond the CPU",
)


class _Fixtures:
    """The fixtures of hidden suites, fed with the run in hand."""

    def __init__(self, data: Callable[[str], Path]) -> None:
        self.run: Run | None = None
        self.error: BaseException | None = None
        self._data = data

    def _current(self) -> Run:
        if self.run is None:
            raise RuntimeError("no run")
        return self.run

    def make(self, name: str, run: Run) -> object:
        """The fixture of that name for a run."""
        if name == "student":
            return Student(run)
        if name == "rng":
            return Rng(run.seeds.derive(run.chapter.key, run.case, "inputs"))
        if name == "show":
            return Show(run.figures, in_full=run.in_full)
        return self._tensors

    def _tensors(self, name: str) -> dict[str, Tensor]:
        return read(self._data(name))

    @pytest.fixture
    def student(self) -> object:
        """The submission."""
        return self.make("student", self._current())

    @pytest.fixture
    def rng(self) -> object:
        """Random inputs, seeded for this check of this run."""
        return self.make("rng", self._current())

    @pytest.fixture
    def dataset(self) -> object:
        """A data set's tensors by its name."""
        return self.make("dataset", self._current())

    @pytest.fixture
    def show(self) -> object:
        """What is shown of a training beside the verdict."""
        return self.make("show", self._current())

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            raise SpecError(f"the suite cannot be collected:\n{report.longreprtext}")

    def pytest_configure(self, config: pytest.Config) -> None:
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Function, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the exception; pytest's own report would write out a traceback for every check that fails."""
        if call.excinfo is not None and self.error is None:
            self.error = call.excinfo.value
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when, duration=call.duration)


@contextmanager
def _no_surroundings() -> Iterator[None]:
    """No option or plugin of the environment reaches the trusted pytest."""
    saved = {name: os.environ.pop(name) for name in ENVIRONMENT if name in os.environ}
    current = os.environ.get("PYTEST_CURRENT_TEST")
    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.environ.update(saved)
        for name, value in (("PYTEST_DISABLE_PLUGIN_AUTOLOAD", autoload), ("PYTEST_CURRENT_TEST", current)):
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Suite:
    """A chapter's hidden suite, collected once; `run` runs one check against one submission."""

    def __init__(self, chapter: ChapterSpec, data: Callable[[str], Path]) -> None:
        self.chapter = chapter
        self._fixtures = _Fixtures(data)
        # The tensors of checks are small: a second thread only makes them slower, twenty times so on a busy machine.
        torch.set_num_threads(1)
        with _no_surroundings():
            self._items = _collect(chapter.suite_file, self._fixtures)
        self._plain = {item for item in self._items.values() if _asks_for_ours_alone(item)}
        self.checks = _checks(chapter, self._items)
        gc.collect()
        gc.freeze()

    def run(self, check: Check, make_run: Callable[[str], Run], cases: tuple[str, ...] | None = None) -> Ended:
        """Run a check's cases until one fails; `make_run` gives the run of a case by its name."""
        started = time.monotonic()
        figures: tuple[Figure, ...] = ()
        with _no_surroundings():
            for case in cases or check.cases:
                run = make_run(case)
                run.in_full = check.visible
                run.seat.begin_check()
                before = run.seat.received
                error = self._run_item(self._items[case], run)
                figures = tuple(run.figures) or (figures if error is None else ())
                if error is not None:
                    called = run.seen[-1].called if run.seen else None
                    seen = tuple(run.seen) if run.seat.received - before <= KEPT_BYTES else ()
                    return Ended(error, case, time.monotonic() - started, run.seat.take_output(), called, seen, figures)
        return Ended(None, None, time.monotonic() - started, run.seat.take_output(), figures=figures)

    def _any_but(self, item: pytest.Function) -> pytest.Function | None:
        """What pytest is told comes next, so that it keeps the module set up from one item to the next."""
        return next((other for other in self._items.values() if other is not item), None)

    def _run_item(self, item: pytest.Function, run: Run) -> BaseException | None:
        try:
            error = self._directly(item, run) if item in self._plain else self._by_pytest(item, run)
            if isinstance(error, SandboxUnavailable | DatasetMissing):
                raise error  # nothing can be run here: that is no verdict on any check
            return error.with_traceback(None) if isinstance(error, Stop) else error
        finally:
            run.close()

    def _directly(self, item: pytest.Function, run: Run) -> BaseException | None:
        """Call a test that asks for our fixtures alone; pytest's own set-up would take longer than most calls."""
        given = item.callspec.params if hasattr(item, "callspec") else {}
        names = item._fixtureinfo.argnames
        arguments = {name: given[name] if name in given else self._fixtures.make(name, run) for name in names}
        try:
            item.obj(**arguments)
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        except BaseException as error:  # noqa: BLE001  whatever a check ends in is judged
            return error
        return None

    def _by_pytest(self, item: pytest.Function, run: Run) -> BaseException | None:
        fixtures = self._fixtures
        fixtures.run, fixtures.error = run, None
        try:
            item._initrequest()
            runtestprotocol(item, log=False, nextitem=self._any_but(item))
            return fixtures.error
        finally:
            fixtures.run = fixtures.error = None


def _collect(file: Path, fixtures: _Fixtures) -> dict[str, pytest.Function]:
    if not file.is_file():
        raise SpecError(f"{file}: there is no such suite")
    options = [option for name in SWITCHED_OFF for option in ("-p", f"no:{name}")]
    config = _prepareconfig(
        [
            str(file), "-c", os.devnull, "--rootdir", str(file.parent), "--noconftest", "--import-mode=importlib",
            "--assert=plain", "--strict-markers", "--capture=no", *options,
        ],
        plugins=[fixtures],
    )  # fmt: skip
    config._do_configure()
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    # pytest would take the suite of this name from another course's folder for this one.
    sys.modules.pop(file.stem, None)
    try:
        config.hook.pytest_collection(session=session)
    except Exception as error:
        raise SpecError(f"{file}: {error}") from error
    items: dict[str, pytest.Function] = {}
    for item in session.items:
        if not isinstance(item, pytest.Function):
            raise SpecError(f"{file}: {item.name} is no test function")
        if items.setdefault(item.name, item) is not item:
            raise SpecError(f"{file}: two checks are called {item.name}")
    return items


def _asks_for_ours_alone(item: pytest.Function) -> bool:
    given = set(item.callspec.params) if hasattr(item, "callspec") else set()
    indirect = any(mark.kwargs.get("indirect") for mark in item.iter_markers("parametrize"))
    asked = set(item._fixtureinfo.names_closure) - given
    return not indirect and asked <= OURS and "request" not in item._fixtureinfo.argnames


def _checks(chapter: ChapterSpec, items: dict[str, pytest.Function]) -> tuple[Check, ...]:
    grouped: dict[str, list[pytest.Function]] = {}
    for item in items.values():
        grouped.setdefault(getattr(item, "originalname", item.name), []).append(item)
    checks = tuple(_check(chapter, name, group) for name, group in grouped.items())
    for exercise in chapter.exercises:
        if not any(check.exercise == exercise.name and check.weight for check in checks):
            raise SpecError(f"{chapter.suite_file}: no check counts for {exercise.name}")
    return checks


def _check(chapter: ChapterSpec, name: str, items: list[pytest.Function]) -> Check:
    item = items[0]
    marker = item.get_closest_marker("exercise")
    where = f"{chapter.suite_file}: {name}"
    if marker is None:
        raise SpecError(f"{where}: no @pytest.mark.exercise")
    exercise = marker.args[0]
    if exercise not in {known.name for known in chapter.exercises}:
        raise SpecError(f"{where}: chapter.toml has no exercise {exercise!r}")
    doc = (getattr(item, "obj", None).__doc__ or "").strip()
    if not doc:
        raise SpecError(f"{where}: no docstring, which is the line that the learner reads")
    if unjudged := next((mark.name for mark in item.iter_markers() if mark.name in UNJUDGED), None):
        raise SpecError(f"{where}: a check is always judged; @pytest.mark.{unjudged} would keep it from that")
    visible = item.get_closest_marker("visible") is not None
    marked = item.get_closest_marker("weight")
    weight = marked.args[0] if marked else 1
    if type(weight) is not int or weight < 0:
        raise SpecError(f"{where}: a weight is a whole number, not {weight!r}")
    devices = frozenset(mark.args[0] for mark in item.iter_markers("device"))
    return Check(
        name=name,
        exercise=exercise,
        title=" ".join(doc.split()),
        weight=0 if visible else weight,
        visible=visible,
        cases=tuple(case.name for case in items),
        devices=devices,
    )
