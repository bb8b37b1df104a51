"""`from course import check`: what it asks, what it says, and what it shows in a real IPython."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import course
from course.content import find_content
from course.errors import CourseError
from course.notebook import check as module
from course.notebook.asked import Answer, Question
from course.notebook.check import ask, check
from course.notebook.guard import NotJudged, NotPassed
from course.notebook.judge import Bench, read
from course.notebook.kernel import Shown, cells_of, name_of
from course.notebook.warm import Warm
from course.progress import load_progress
from course.workspace import Workspace

GOOD = """def mse_grad(pred, target):
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return 2 * (pred - target) / pred.numel()"""
WRONG = GOOD.replace("pred.numel()", "pred.shape[0]")


class Shell:
    """As much of IPython's shell as is asked: what ran, what is defined, and how often."""

    def __init__(self, *texts: str, **defined: Any) -> None:
        self.history_manager = SimpleNamespace(input_hist_raw=["", *texts])
        self.user_ns = defined
        self.execution_count = len(texts) + 1


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is no workspace, in English, and nobody runs the notebook but a person."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NBGRADER_EXECUTION", "GRADSTEP_COURSE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_the_package_offers_check() -> None:
    """Without importing it, or anything heavy, before it is asked for."""
    assert course.check is check
    heavy = "{'torch', 'IPython', 'nbgrader', 'rich'}"
    code = f"import sys, course; from course import check; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        course.chekc  # noqa: B018


def test_cells_are_what_ran_last() -> None:
    """Each text once, where it was run last; what is no Python never ran; magics are kept for the reader of cells."""
    shell = Shell("a = 1", "def f(:", "b = 2", "a = 1", "%matplotlib inline\nc = 3", "  ")
    assert [(cell.number, cell.text) for cell in cells_of(shell)] == [
        (3, "b = 2"), (4, "a = 1"), (5, "%matplotlib inline\nc = 3"),
    ]  # fmt: skip


def test_the_oldest_cells_are_left_out_of_a_long_day() -> None:
    """What was run last is always there."""
    shell = Shell(*(f"x{number} = '{'x' * 50_000}'" for number in range(10)), GOOD)
    assert [cell.number for cell in cells_of(shell)] == [8, 9, 10, 11]


def asked(what: str, answer: object = None, *texts: str, **defined: Any) -> Question:
    return ask(what, answer, Shell(*(texts or (GOOD,)), **defined), "en", None)


def test_a_question_names_chapter_exercise_and_cells() -> None:
    """Nothing else is needed where the exercise's own name is defined."""
    question = asked("ch3/mse_grad", None, GOOD, mse_grad=len)
    assert question == Question("ch03_linear_regression", ("mse_grad",), ((1, GOOD),), "en")
    assert Question.of(question.line()) == question


def test_an_answer_of_another_name_is_given_the_exercises() -> None:
    """In a cell of its own, after all others; of several names the answer's own goes first."""
    mine = lambda: None  # noqa: E731
    mine.__name__ = "mine"
    question = asked("ch3/mse_grad", mine, "def mine(): pass", other=mine, mine=mine, mse_grad=len)
    assert question.cells == ((1, "def mine(): pass"), (2, "mse_grad = mine"))
    assert asked("ch3/mse_grad", len, GOOD, mse_grad=len).cells == ((1, GOOD),)
    assert name_of(mine, Shell(other=mine), "mse_grad") == "other"


@pytest.mark.parametrize(
    ("what", "answer", "said"),
    [
        ("ch3/mse_grad", None, "mse_grad is not defined here yet"),
        ("ch3/mse_grad", len, "Give the answer a name"),
        ("ch3", len, "name one exercise"),
        ("ch3/mse_gard", None, "Did you mean mse_grad?"),
        ("ch77", None, "There is no chapter ch77"),
    ],
)
def test_what_cannot_be_asked_is_said(what: str, answer: object, said: str) -> None:
    """Before anything is judged."""
    with pytest.raises(CourseError) as error:
        asked(what, answer)
    assert said in str(error.value)


class Screen:
    """A cell's output: what stands there in the end, and what stood there on the way."""

    def __init__(self) -> None:
        self.shown: list[dict[str, str]] = []

    def show(self, what: Shown) -> None:
        self.shown.append(what._repr_mimebundle_())


class Told:
    """A judging process that has its answer ready."""

    lives = True

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return self.answer


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Callable[[Shell | None, Answer], tuple[Screen, Told]]:
    """A running notebook, and somebody who judges."""

    def made(shell: Shell | None, answer: Answer) -> tuple[Screen, Told]:
        screen, told = Screen(), Told(answer)
        monkeypatch.setattr(module, "running_shell", lambda: shell)
        monkeypatch.setattr(module, "Place", lambda: screen)
        monkeypatch.setattr(module, "WARM", told)
        return screen, told

    return made


def test_the_result_takes_the_place_of_the_announcement(cell: Any) -> None:
    """As HTML and as text."""
    screen, told = cell(Shell(GOOD, mse_grad=len), Answer("fine", "<p>fine</p>", passed=True))
    assert check("ch3/mse_grad", seed=7) is None
    assert screen.shown == [
        {"text/plain": "Checking mse_grad ..."}, {"text/plain": "fine", "text/html": "<p>fine</p>"},
    ]  # fmt: skip
    assert told.asked[0].seed == "7"


def test_a_language_can_be_named(cell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the environment decides."""
    screen, told = cell(Shell(GOOD, mse_grad=len), Answer("好"))
    check("ch3/mse_grad", lang="zh")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    check("ch3/mse_grad")
    check("ch3/mse_grad", lang="en")
    assert [question.lang for question in told.asked] == ["zh", "zh", "en"]
    assert screen.shown[0] == {"text/plain": "正在检查 mse_grad……"}


def test_what_went_wrong_is_shown_and_not_raised(cell: Any) -> None:
    """A learner's own slip is no traceback of ours."""
    screen, _ = cell(Shell("x = 1"), Answer("unused"))
    check("ch3/mse_grad")
    assert screen.shown == [{"text/plain": "mse_grad is not defined here yet: run the cell that defines it first."}]


def test_outside_a_notebook_the_command_is_named(cell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """check reads cells, and a script has none."""
    cell(None, Answer("unused"))
    check("ch3/mse_grad")
    assert "In a terminal: course check ch3/mse_grad" in capsys.readouterr().out


@pytest.mark.parametrize("passed", [True, False])
def test_nbgraders_own_run_is_refused(cell: Any, monkeypatch: pytest.MonkeyPatch, passed: bool) -> None:
    """Stub and solution alike, with the lines to add to the configuration; nothing is shown."""
    screen, told = cell(Shell(GOOD, mse_grad=len), Answer("x", passed=passed))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(NotJudged) as error:
        check("ch3/mse_grad")
    said = str(error.value)
    assert "nbgrader_config.py" in said
    assert "c.Autograde.autograde_preprocessors = list(PREPROCESSORS)" in said
    assert "from course.nbgrader import PREPROCESSORS" in said
    assert (screen.shown, told.asked) == ([], [])


def test_who_validates_hears_what_fails(cell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader's Validate counts cells that raise: what does not pass raises there, with the plain text."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    cell(Shell(GOOD, mse_grad=len), Answer("fine", passed=True))
    check("ch3/mse_grad")
    cell(Shell(GOOD, mse_grad=len), Answer("5 of 5 checks fail"))
    with pytest.raises(NotPassed, match="5 of 5 checks fail"):
        check("ch3/mse_grad")


def test_the_process_that_judges_is_kept_and_started_again() -> None:
    """Two questions, one process; one that has died is told, and the next question has a new one."""
    warm = Warm()
    question = asked("ch3/mse_grad", None, WRONG, mse_grad=len)
    try:
        assert not warm.lives
        first = warm.ask(question)
        assert "divide by the batch size only" in first.plain
        assert "divide by the batch size only" in first.html
        assert "cell [1], line 1" in first.plain
        assert not first.passed
        process = warm._process
        assert warm.ask(asked("ch3/mse_grad", None, GOOD, mse_grad=len)).passed
        assert warm._process is process is not None
        process.kill()
        process.wait()
        assert not warm.lives
        assert warm.ask(asked("ch3/mse_grad", None, GOOD, mse_grad=len)).passed
    finally:
        warm.end()


def test_an_interrupt_ends_the_process_that_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel goes on, and the next check has a process of its own."""
    warm = Warm()
    process = warm._start()

    def interrupted() -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(process.stdout, "readline", interrupted)
    with pytest.raises(KeyboardInterrupt):
        warm.ask(asked("ch3/mse_grad", None, GOOD, mse_grad=len))
    assert process.returncode is not None
    assert not warm.lives


def _below(pid: int) -> set[int]:
    """The processes that one has started, and those that these have."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("idle", [True, False])
def test_the_process_that_judges_does_not_stay_for_ever(idle: bool) -> None:
    """It ends when nobody asks for a while, and with the kernel that asked; so does the sandbox that it holds."""
    code = f"from course.notebook import judge; judge.IDLE_SECONDS = {4.0 if idle else 900.0}; judge.main()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "-P", "-c", code], **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(asked("ch3/mse_grad", None, GOOD, mse_grad=len).line())
        process.stdin.flush()
        assert Answer.of(process.stdout.readline()).passed
        started = _below(process.pid)
        assert started
        if not idle:
            process.stdin.close()
        assert process.wait(60) == 0
    end = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < end:
        time.sleep(0.1)
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_a_process_that_dies_while_it_judges_is_said(tmp_path: Path) -> None:
    """With the last line of what it wrote, and what to do."""
    warm = Warm()
    broken = Question("no_such_chapter", (), (), "en", course=str(tmp_path / "nowhere"))
    object.__setattr__(broken, "cells", (("not", "a", "pair"),))
    with pytest.raises(CourseError, match=r"has ended .*ValueError.*Run the cell again"):
        warm.ask(broken)
    assert not warm.lives


def test_faults_are_answers() -> None:
    """Nothing that defines the exercise, a pack that is gone: said in words, in the language that is asked for."""
    bench = Bench()
    nothing = bench.answer(Question("ch03_linear_regression", ("mse_grad",), ((1, "x = 1"),), "en"))
    assert nothing.plain.startswith("this notebook defines none of the chapter's exercises")
    chinese = bench.answer(Question("ch03_linear_regression", ("mse_grad",), ((1, "x = 1"),), "zh"))
    assert chinese.plain.startswith("这个笔记本")
    gone = bench.answer(Question("ch17_x", (), (), "en", course="/no/such/pack"))
    assert "is no chapter pack" in gone.plain


def test_a_check_counts_in_the_workspace_that_the_notebook_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one in a terminal does; in a folder that is no workspace nothing is written."""
    folder = tmp_path / "exercises/ch03_linear_regression"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    bench = Bench()
    for text, passed in ((WRONG, False), (GOOD, True)):
        question = asked("ch3/mse_grad", None, text, mse_grad=len)
        assert question.workspace == str(tmp_path)
        assert bench.answer(question).passed is passed
        known = load_progress(Workspace(tmp_path).progress).progress.of("ch03_linear_regression", "mse_grad")
        assert known.passed is passed
    assert known.attempts == 2
    bench.close()


def test_what_is_read_is_placed_in_numbered_cells() -> None:
    """As the notebook numbers them, `[7]`, and not as a file would."""
    chapter = find_content().chapter("ch03_linear_regression")
    submission = read(Question(chapter.key, (), ((7, GOOD), (9, "def mse_loss(p:\n")), "en"), chapter)
    mse = submission.modules["mse"]
    assert {name for name, _ in mse.layers()} >= {"In [7]"}
    assert str(submission.notes[0]) == "left out: this notebook, cell 9, line 1: '(' was never closed"


SESSION = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
import IPython.core.display_functions as functions
shell = InteractiveShell.instance()
shown = []
functions.publish_display_data = lambda data, metadata=None, *, transient=None, **more: shown.append(data)
torch_before = "torch" in sys.modules
for text in json.loads(sys.argv[1]):
    assert shell.run_cell(text, store_history=True).success
print(json.dumps({"shown": shown, "torch": [torch_before, "torch" in sys.modules]}))
"""


def test_in_a_real_ipython() -> None:
    """A wrong cell, then the right one: diagnosis, then marks; the kernel itself never loads torch for it."""
    texts = [WRONG, "from course import check\ncheck('ch3/mse_grad', mse_grad)", GOOD, "check('ch3/mse_grad')"]
    env = {**os.environ, "IPYTHONDIR": str(Path.cwd() / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", SESSION, json.dumps(texts)], capture_output=True, text=True, check=True, env=env
    )
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["torch"] == [False, False]
    first, wrong, second, right = said["shown"]
    assert first == {"text/plain": "Checking mse_grad (loading torch) ..."}
    assert second == {"text/plain": "Checking mse_grad ..."}
    assert "Diagnosis: This is what you get when you divide by the batch size only" in wrong["text/plain"]
    assert "cell [1], line 1" in wrong["text/plain"]
    assert right["text/plain"].startswith("✓ mse_grad  15 / 15  passed")
    assert "Why this matters: " in right["text/plain"]
    assert 'class="gradstep"' in right["text/html"]
    assert "Why this matters: " in right["text/html"]


def test_a_milestone_in_a_real_ipython() -> None:
    """The cells' own functions draw; picture and sentence come under the cell, and what is missing before is said."""
    chapter = find_content().chapter("ch03_linear_regression")
    imports = ("from linear", "from mse", "from sgd")
    sources = ["\n".join(line for line in text.split("\n") if not line.startswith(imports))
               for text in chapter.solution_sources.values()]  # fmt: skip
    texts = [sources[0], "from course import milestone\nmilestone('ch3')", *sources[1:], "milestone('ch3')"]
    session = SESSION.replace('"torch" in sys.modules]', '"matplotlib" in sys.modules]')
    env = {**os.environ, "IPYTHONDIR": str(Path.cwd() / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", session, json.dumps(texts)], capture_output=True, text=True, check=True, env=env
    )
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["torch"] == [False, False]
    announced, missing, _, drawn = said["shown"]
    assert announced == {"text/plain": "Drawing the milestone of ch3 (loading torch) ..."}
    assert missing["text/plain"] == "no cell of this notebook defines mse_loss"
    assert drawn["text/plain"].startswith("The lower half from the upper half: 98 numbers in")
    assert 'src="data:image/png;base64,iVBORw0KGgo' in drawn["text/html"]
    assert not (Path.cwd() / "milestones").exists()
