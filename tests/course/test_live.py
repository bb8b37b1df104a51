"""The live session: what is judged again when a file is saved, and what it survives."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_sandbox
import pytest
from judging import MINI, TREE

from course.content import Content
from course.errors import CourseError
from course.live import Interrupted, Live, LiveOptions
from course.progress import load_progress, save_progress
from course.remembered import Judged
from course.workspace import Workspace
from grader import own_answers
from grader.results import ScoreReport, Verdict
from grader.sandbox import zygote
from grader.sandbox.failures import SandboxUnavailable
from grader.words import words

CONTENT = Content(TREE)
CHAPTER = CONTENT.chapter("ch90_mini")
OTHER = CONTENT.chapter("ch91_broken")
MISTAKES = MINI / "suites/ch90_mini/mistakes"
ALL = ("scale", "Gain", "descend", "store")


class Desk:
    """A learner's folder with the solutions in it, and their editor."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        (root / "data/MNIST/raw").mkdir(parents=True)
        for module in CHAPTER.modules:
            self.save(module, CHAPTER.solution_sources[module])

    def path(self, module: str) -> Path:
        return self.workspace.module(CHAPTER, module)

    def save(self, module: str, text: str) -> Path:
        path = self.path(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def mistake(self, module: str, stem: str) -> Path:
        """The solution with a known mistake over it."""
        mistake = (MISTAKES / f"{stem}.py").read_text(encoding="utf-8")
        return self.save(module, CHAPTER.solution_sources[module] + "\n\n" + mistake)

    def solve(self, module: str) -> Path:
        return self.save(module, CHAPTER.solution_sources[module])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[fake_sandbox.FakeSandbox]:
    """The sandboxes that were opened; they shut nobody in, and are there at once."""
    boxes: list[fake_sandbox.FakeSandbox] = []

    def open_one(*_: object, **__: object) -> fake_sandbox.FakeSandbox:
        boxes.append(fake_sandbox.FakeSandbox())
        return boxes[-1]

    monkeypatch.setattr(zygote, "open_sandbox", open_one)
    return boxes


@pytest.fixture
def live(desk: Desk, opened: list[object]) -> Iterator[Live]:
    with Live(CONTENT, desk.workspace) as session:
        yield session


def failing(report: ScoreReport) -> dict[str, set[str]]:
    """The verdicts, passes aside, of every exercise that has others."""
    found: dict[str, set[str]] = {}
    for exercise in report.exercises:
        verdicts = {str(check.verdict) for check in exercise.checks} - {"passed", "not_run_here"}
        if verdicts:
            found[exercise.name] = verdicts
    return found


def test_the_first_report_is_of_the_whole_chapter(live: Live) -> None:
    """Everything is judged once."""
    judged = live.open(CHAPTER)
    assert judged.again == ALL
    assert judged.report.passed
    assert live.last(CHAPTER) is judged
    assert live.last(OTHER) is None


@pytest.mark.parametrize(
    ("module", "again"), [("scaling", ("scale", "descend")), ("gain", ("Gain",)), ("storing", ("store",))]
)
def test_what_the_change_can_reach_is_judged_again(desk: Desk, live: Live, module: str, again: tuple[str, ...]) -> None:
    """A module's own exercises and those of modules that import it; the report is whole all the same."""
    before = live.open(CHAPTER)
    path = desk.save(module, CHAPTER.solution_sources[module] + "\n\nunused = 1\n")
    after = live.check([path])
    assert (after.again, after.changed, after.edited) == (again, (module,), ())
    assert [exercise.name for exercise in after.report.exercises] == list(ALL)
    assert (after.report.score, after.report.max_score) == (before.report.score, before.report.max_score)
    assert after.report.seed == before.report.seed


def test_a_change_is_found_without_being_told(desk: Desk, live: Live) -> None:
    """The bytes decide: what was saved while nobody looked is judged, what is the same is not."""
    first = live.open(CHAPTER)
    os.utime(desk.path("gain"))
    assert live.check([desk.path("gain")]) is first
    desk.mistake("gain", "Gain__adds")
    assert live.check().again == ("Gain",)
    assert failing(live.check().report) == {"Gain": {"wrong_answer"}}


def test_a_failure_that_is_remembered_is_blamed(desk: Desk, live: Live) -> None:
    """`descend` alone is judged again, and still it is known that `scale`, which it calls, fails."""
    desk.mistake("scaling", "scale__adds")
    live.open(CHAPTER)
    judged = live.check([desk.save("descent", CHAPTER.solution_sources["descent"] + "\n")])
    assert judged.again == ("descend",)
    (exercise,) = (item for item in judged.report.exercises if item.name == "descend")
    assert {check.blames for check in exercise.checks if check.failure} == {"scale"}
    assert {check.diagnosis for check in exercise.checks} == {None}


def test_verdicts_come_before_names_of_mistakes(desk: Desk, live: Live) -> None:
    """The whole report is heard once without a diagnosis, then returned with it."""
    live.open(CHAPTER)
    heard: list[Judged] = []
    judged = live.check([desk.mistake("gain", "Gain__adds")], heard.append)
    assert [(early.naming, failing(early.report)) for early in heard] == [(True, {"Gain": {"wrong_answer"}})]
    assert {check.diagnosis for check in heard[0].report.exercises[1].checks} == {None}
    assert not judged.naming
    assert {check.diagnosis for check in judged.report.exercises[1].checks if check.failure} == {"Gain__adds"}
    heard.clear()
    live.check([desk.solve("gain")], heard.append)
    assert heard == []


def test_a_syntax_error_costs_its_module_and_what_imports_it(desk: Desk, live: Live) -> None:
    """And is gone with the next save."""
    live.open(CHAPTER)
    broken = live.check([desk.save("scaling", "def scale(x, factor:\n")])
    assert (broken.again, broken.edited) == (("scale", "descend"), ("scale",))
    assert failing(broken.report) == {"scale": {"raised"}, "descend": {"raised"}}
    assert live.check([desk.solve("scaling")]).report.passed


def test_a_deleted_file_is_missing_until_it_is_back(desk: Desk, live: Live) -> None:
    """The report says so; the other exercises keep theirs."""
    live.open(CHAPTER)
    desk.path("gain").unlink()
    gone = live.check([desk.path("gain")])
    assert gone.again == ("Gain",)
    failure = gone.report.exercises[1].checks[0].failure
    assert failure is not None
    assert failure.message.render().startswith("gain.py is missing")
    assert live.check([desk.solve("gain")]).report.passed


def test_a_folder_that_is_gone_is_a_chapter_without_files(desk: Desk, live: Live) -> None:
    """Nothing is raised: the learner may be moving it."""
    live.open(CHAPTER)
    folder = desk.workspace.folder(CHAPTER)
    folder.rename(folder.with_name("elsewhere"))
    assert failing(live.check().report) == {exercise.name: {"raised"} for exercise in CHAPTER.exercises}
    folder.with_name("elsewhere").rename(folder)
    assert live.check().report.passed


@pytest.mark.parametrize("half", [None, "", "def scale(x, factor):\n    return ("])
def test_a_file_that_is_being_written_is_waited_for(desk: Desk, live: Live, half: str | None) -> None:
    """Missing, empty or cut short for a moment, as some editors leave it, is no verdict."""
    live.open(CHAPTER)
    if half is None:
        desk.path("scaling").unlink()
    else:
        desk.save("scaling", half)
    better = CHAPTER.solution_sources["scaling"] + "\n# better\n"
    writer = threading.Timer(0.05, desk.save, ("scaling", better))
    writer.start()
    judged = live.check([desk.path("scaling")])
    writer.join()
    assert judged.report.passed
    assert judged.again == ("scale", "descend")


def test_progress_is_recorded(desk: Desk, live: Live) -> None:
    """A save is an attempt at what was edited; to look at a chapter is none; what passes is remembered."""
    desk.mistake("gain", "Gain__adds")
    live.open(CHAPTER)

    def known(name: str) -> tuple[bool, int]:
        progress = load_progress(desk.workspace.progress).progress.of(CHAPTER.key, name)
        return progress.passed, progress.attempts

    assert {name: known(name) for name in ALL} == {
        "scale": (True, 0), "Gain": (False, 0), "descend": (True, 0), "store": (True, 0),
    }  # fmt: skip
    judged = live.check([desk.solve("gain")])
    assert known("Gain") == (True, 1)
    assert known("scale") == (True, 0)
    assert judged.progress == load_progress(desk.workspace.progress).progress
    live.check([desk.mistake("scaling", "scale__adds")])
    assert (known("scale"), known("descend")) == ((False, 1), (False, 0))
    live.check([desk.solve("scaling")])
    assert (known("scale"), known("descend")) == ((True, 2), (True, 0))
    live.check_all()
    assert (known("scale"), known("store")) == ((True, 3), (True, 1))


def test_progress_that_others_wrote_meanwhile_stays(desk: Desk, live: Live) -> None:
    """A hint taken in another terminal is not forgotten."""
    live.open(CHAPTER)
    progress = load_progress(desk.workspace.progress).progress
    save_progress(desk.workspace.progress, progress.changed(CHAPTER.key, "store", hints=2))
    live.check([desk.mistake("gain", "Gain__adds")])
    assert load_progress(desk.workspace.progress).progress.of(CHAPTER.key, "store").hints == 2


def test_progress_that_cannot_be_written_costs_no_verdict(desk: Desk, live: Live) -> None:
    """It is said, and the report stands."""
    desk.workspace.state.write_text("no folder")
    judged = live.open(CHAPTER)
    assert judged.report.passed
    assert [remark.render() for remark in judged.remarks] == [
        f"Your progress could not be recorded in {desk.workspace.state} (Not a directory); the result itself stands."
    ]


def test_everything_is_judged_again_on_new_inputs(live: Live) -> None:
    """One seed a chapter until it is asked for, so that the report's seed is that of every line in it."""
    first = live.open(CHAPTER)
    again = live.check_all()
    assert again.again == ALL
    assert again.report.seed != first.report.seed


def test_the_seed_that_was_asked_for_is_kept(desk: Desk, opened: list[object]) -> None:
    """Also when everything is judged again."""
    with Live(CONTENT, desk.workspace, LiveOptions(seed="7")) as session:
        assert [session.open(CHAPTER).report.seed, session.check_all().report.seed] == ["7", "7"]


def test_another_chapter_and_back(desk: Desk, live: Live, opened: list[object]) -> None:
    """In the same sandbox; what was known of the first one is still known. What broke on our side is tried again."""
    first = live.open(CHAPTER)
    other = desk.workspace.module(OTHER, "doubling")
    other.parent.mkdir()
    other.write_text("def double(x):\n    return x + x\n")
    judged = live.check([other])
    assert (judged.chapter.key, live.chapter) == (OTHER.key, OTHER)
    assert [exercise.name for exercise in judged.report.exercises] == ["double", "halve"]
    broken = failing(judged.report)
    again = live.check([other])
    assert set(again.again) == {name for name, verdicts in broken.items() if "internal_error" in verdicts} != set()
    assert live.check([desk.path("gain")]) is first
    assert live.chapter == CHAPTER
    assert len(opened) == 1


def test_a_chapter_whose_suite_is_gone(desk: Desk, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is our own fault, said as such; the chapter that was judged before is judged as before."""
    first = live.open(CHAPTER)
    monkeypatch.setattr("grader.spec.ChapterSpec.suite_file", property(lambda chapter: chapter.suite / "gone.py"))
    with pytest.raises(CourseError, match="there is no such suite") as caught:
        live.open(OTHER)
    assert caught.value.code == 3
    monkeypatch.undo()
    assert live.open(CHAPTER) is first


def notebook(*texts: str) -> str:
    """A notebook with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "outputs": [], "execution_count": 1, "source": text}
        for number, text in enumerate(texts)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def test_a_notebook_is_watched_like_modules(desk: Desk, live: Live) -> None:
    """A saved notebook is cut into modules, and only those whose cells changed are judged again."""
    path = desk.workspace.folder(CHAPTER) / f"{CHAPTER.key}.ipynb"
    sources = dict(CHAPTER.solution_sources)
    for module in CHAPTER.modules:
        desk.path(module).unlink()
    path.write_text(notebook(*(sources[module] for module in CHAPTER.modules)))
    assert live.open(CHAPTER).report.passed
    mistake = (MISTAKES / "Gain__adds.py").read_text(encoding="utf-8")
    path.write_text(notebook(*(sources[module] for module in CHAPTER.modules), mistake))
    judged = live.check([path])
    assert (judged.again, judged.edited) == (("Gain",), ("Gain",))
    assert failing(judged.report) == {"Gain": {"wrong_answer"}}


def test_an_interruption_while_mistakes_are_named(desk: Desk, live: Live) -> None:
    """The verdicts were kept and recorded; the next time what could not be named is judged, and nothing else."""
    live.open(CHAPTER)
    with pytest.raises(Interrupted):
        live.check([desk.mistake("gain", "Gain__adds")], lambda _: live.interrupt())
    kept = live.last(CHAPTER)
    assert kept is not None
    assert failing(kept.report) == {"Gain": {"wrong_answer"}}
    assert load_progress(desk.workspace.progress).progress.of(CHAPTER.key, "Gain").attempts == 1
    judged = live.check([desk.save("storing", CHAPTER.solution_sources["storing"] + "\n")])
    assert judged.again == ("Gain", "store")
    assert {check.diagnosis for check in judged.report.exercises[1].checks if check.failure} == {"Gain__adds"}
    assert live.check() is judged


def test_a_long_session_holds_torch_no_third_time(
    desk: Desk, live: Live, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a class gets after a few submissions is not worth its memory here."""
    monkeypatch.setattr(own_answers, "FEW", 0)
    live.open(CHAPTER)
    for stem in ("Gain__adds", "Gain__weight_is_buffer"):
        live.check([desk.mistake("gain", stem)])
    assert len(opened) == 1


def test_freed_memory_is_kept(desk: Desk, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that judges again and again pays for it once."""
    asked: list[bool] = []
    monkeypatch.setattr("grader.allocator.keep_freed", lambda: asked.append(True))
    live.open(CHAPTER)
    live.check([desk.mistake("gain", "Gain__adds")])
    assert asked == [True]


def test_a_file_of_no_chapter_changes_nothing(desk: Desk, live: Live) -> None:
    """The current chapter stays."""
    first = live.open(CHAPTER)
    assert live.check([desk.workspace.root / "notes.py"]) is first


def test_a_sandbox_that_fails_once_is_opened_anew(
    desk: Desk, live: Live, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice is said; and the next save is judged again, with nothing forgotten."""
    live.open(CHAPTER)
    failures = 1
    original = fake_sandbox.FakeSandbox.worker

    def worker(self: fake_sandbox.FakeSandbox) -> fake_sandbox.FakeWorker:
        nonlocal failures
        if failures:
            failures -= 1
            raise SandboxUnavailable(words("no process can be started"))
        return original(self)

    monkeypatch.setattr(fake_sandbox.FakeSandbox, "worker", worker)
    judged = live.check([desk.mistake("gain", "Gain__adds")])
    assert (judged.again, len(opened)) == (("Gain",), 2)
    failures = 2
    with pytest.raises(CourseError, match="no process can be started"):
        live.check([desk.solve("gain")])
    assert live.check().report.passed


def _wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_warm_process_that_was_killed_is_replaced(desk: Desk) -> None:
    """In the real sandbox: killed from outside between two saves, it costs a wait and no verdict."""
    with Live(CONTENT, desk.workspace) as session:
        assert session.open(CHAPTER).report.passed
        server = session._grader._sandbox._server._process  # type: ignore[union-attr]
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        judged = session.check([desk.mistake("scaling", "scale__adds")])
        assert failing(judged.report)["scale"] == {"wrong_answer"}
        assert session.check([desk.solve("scaling")]).report.passed
        last = session._grader._sandbox._server._process  # type: ignore[union-attr]
    assert last.returncode is not None


def test_a_saved_file_is_judged_in_a_moment(desk: Desk) -> None:
    """Warm, the mini course takes a fraction of what a cold check takes."""
    with Live(CONTENT, desk.workspace) as session:
        session.open(CHAPTER)
        started = time.monotonic()
        session.check([desk.mistake("gain", "Gain__adds")])
        session.check([desk.solve("gain")])
        assert time.monotonic() - started < 2
        assert Verdict.PASSED in {check.verdict for check in session.check().report.exercises[0].checks}


def test_a_judging_that_hangs_can_be_interrupted(desk: Desk) -> None:
    """From another thread, in a moment; what was known stays known, and the next save is judged."""
    with Live(CONTENT, desk.workspace) as session:
        before = session.open(CHAPTER)
        desk.save("gain", "class Gain:\n    def __init__(self, n):\n        while True:\n            pass\n")
        timer = threading.Timer(0.7, session.interrupt)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Interrupted):
            session.check()
        assert 0.6 < time.monotonic() - started < 2
        assert session.last(CHAPTER) is before
        judged = session.check([desk.mistake("gain", "Gain__adds")])
        assert failing(judged.report) == {"Gain": {"wrong_answer"}}
