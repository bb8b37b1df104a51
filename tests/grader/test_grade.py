"""The main path: a folder and a chapter become a report."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import fake_sandbox
import pytest
from hostile_sandbox import HostileSandbox
from judging import MINI, load

from grader import grade as grading
from grader import plugin
from grader.grade import Conditions, Grader, GraderError, grade
from grader.results import SandboxReport, State, Verdict
from grader.sandbox import zygote
from grader.sandbox.failures import SandboxUnavailable, WorkerTimedOut
from grader.words import words

CHAPTER = load("ch90_mini")
SCALE = Conditions(seed="1", diagnosis_seconds=30.0, only=frozenset({"scale"}))


@pytest.fixture
def opened(monkeypatch):
    """Fake sandboxes in place of real ones, and how each was asked for."""
    sandboxes = []

    def open_fake(*args, **options):
        sandboxes.append((args, options))
        return fake_sandbox.FakeSandbox()

    monkeypatch.setattr(zygote, "open_sandbox", open_fake)
    return sandboxes


@pytest.fixture
def workspace(tmp_path):
    """A learner's workspace with the solutions in place."""
    folder = tmp_path / "exercises" / CHAPTER.key
    folder.mkdir(parents=True)
    for name, source in CHAPTER.solution_sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return tmp_path


def test_a_workspace_becomes_a_report(opened, workspace):
    """With its score, its seed, its device and what the sandbox was."""
    heard = []
    with Grader(Conditions(), CHAPTER) as grader:
        report = grader.grade(workspace, CHAPTER, Conditions(seed="17"), heard.append)
    assert (report.score, report.max_score, report.state, report.passed) == (
        Decimal(24),
        Decimal(24),
        State.SCORED,
        True,
    )
    assert (report.chapter, report.seed, report.device) == ("ch90_mini", "17", "cpu")
    assert report.sandbox == SandboxReport("fake", ())
    assert heard == ["scale", "Gain", "descend", "store"]
    assert report.seconds > 0
    assert len(opened) == 1


def test_stray_files_are_not_seen_and_are_said(opened, workspace):
    """A conftest.py, a torch.py and a pytest.ini beside the modules."""
    folder = workspace / "exercises" / CHAPTER.key
    for name in ("conftest.py", "torch.py", "pytest.ini"):
        (folder / name).write_text("raise SystemExit(0)")
    report = grade(workspace, CHAPTER, Conditions(seed="1"))
    assert report.score == 24
    (note,) = [note.render() for note in report.notes]
    assert "conftest.py" in note
    assert "torch.py" in note


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, "scaling.py is missing; `course reset ch90_mini/scaling` brings the stub back"),
        (b"def scale(x, factor:\n", "scaling.py:1: '(' was never closed"),
        (b"\xff\xfe", "scaling.py is not in UTF-8: byte 0, on line 1; save the file as UTF-8 in your editor"),
        (b"(" * 5000, None),
        (b"x = 1\0", None),
    ],
)
def test_a_module_that_cannot_be_used_costs_what_needs_it(opened, workspace, source, message):
    """Deleted, broken, not text, or nested beyond Python's patience: told, with the diagnosis switched on."""
    file = workspace / "exercises" / CHAPTER.key / "scaling.py"
    file.unlink() if source is None else file.write_bytes(source)
    report = grade(workspace, CHAPTER, Conditions(seed="1"))
    assert [str(exercise.score) for exercise in report.exercises] == ["0.00", "6.00", "0.00", "5.00"]
    failures = [check.failure for check in report.exercises[0].checks if check.failure is not None]
    assert {check.verdict for check in report.exercises[0].checks} == {Verdict.RAISED}
    assert message is None or all(failure.message.render().endswith(message) for failure in failures)
    assert {check.blames for check in report.exercises[2].checks} == {"scale"}


def test_a_mistake_is_named_unless_no_time_is_given(opened, workspace):
    """Which changes nothing about the score."""
    file = workspace / "exercises" / CHAPTER.key / "scaling.py"
    file.write_text((MINI / "suites/ch90_mini/mistakes/scale__adds.py").read_text())
    named = grade(workspace, CHAPTER, Conditions(seed="1", diagnosis_seconds=30.0))
    quiet = grade(workspace, CHAPTER, Conditions(seed="1", diagnosis_seconds=0.0))
    assert {check.diagnosis for check in named.exercises[0].checks if check.failure} == {"scale__adds"}
    assert {check.diagnosis for check in quiet.exercises[0].checks} == {None}
    assert named.score == quiet.score == Decimal("6.00")


def test_a_wrong_submission_costs_two_workers(workspace, monkeypatch):
    """Its own, and one for the mistakes: what it gave is kept and not asked for again."""
    sandbox = HostileSandbox(lambda request, honest: honest)
    monkeypatch.setattr(zygote, "open_sandbox", lambda *_, **__: sandbox)
    file = workspace / "exercises" / CHAPTER.key / "scaling.py"
    with Grader(Conditions(), CHAPTER) as grader:
        for number, mistake in enumerate(("scale__adds", "scale__squared_factor", "scale__adds"), 1):
            file.write_text((MINI / f"suites/ch90_mini/mistakes/{mistake}.py").read_text())
            report = grader.grade(workspace, CHAPTER, replace(SCALE, seed=str(number)))
            assert {check.diagnosis for check in report.exercises[0].checks if check.failure} == {mistake}
            assert len(sandbox.workers) == 2 * number


def test_what_is_too_much_to_be_kept_is_observed_again(workspace, monkeypatch):
    """A submission that answers megabytes is asked once more for the diagnosis, not remembered."""
    asked = []
    sandbox = HostileSandbox(lambda request, honest: asked.append(request["op"]) or honest)
    monkeypatch.setattr(zygote, "open_sandbox", lambda *_, **__: sandbox)
    file = workspace / "exercises" / CHAPTER.key / "scaling.py"
    file.write_text((MINI / "suites/ch90_mini/mistakes/scale__adds.py").read_text())
    calls = []
    with Grader(Conditions(), CHAPTER) as grader:
        for kept in (plugin.KEPT_BYTES, 10):
            monkeypatch.setattr(plugin, "KEPT_BYTES", kept)
            asked.clear()
            report = grader.grade(workspace, CHAPTER, SCALE)
            assert {check.diagnosis for check in report.exercises[0].checks if check.failure} == {"scale__adds"}
            calls.append(asked.count("call"))
    assert calls[1] > calls[0]
    assert len(sandbox.workers) == 4


def test_only_what_is_asked_for_is_graded(opened, workspace):
    """course check ch90/Gain."""
    report = grade(workspace, CHAPTER, Conditions(seed="1", only=frozenset({"Gain"})))
    assert [exercise.name for exercise in report.exercises] == ["Gain"]


def test_a_grader_serves_one_submission_after_another(opened, workspace, monkeypatch):
    """The suite is collected once for the same data, the sandbox opened once."""
    collected = []
    from grader import plugin

    original = plugin.Suite
    monkeypatch.setattr(plugin, "Suite", lambda *args: collected.append(args) or original(*args))
    with Grader(Conditions(), CHAPTER) as grader:
        reports = [grader.grade(workspace, CHAPTER, Conditions(seed=seed)) for seed in ("1", "1", "2")]
    assert [report.score for report in reports] == [24, 24, 24]
    assert (len(collected), len(opened)) == (1, 1)


def test_a_chapters_own_fault_is_ours(opened, workspace):
    """Exit code 3, and never a score: here the hidden suite is not there."""
    lost = replace(CHAPTER, tree=replace(CHAPTER.tree, suites=workspace))
    with pytest.raises(GraderError) as caught:
        grade(workspace, lost, Conditions())
    assert caught.value.words.render().startswith("the chapter's files are wrong: ")
    assert "there is no such suite" in str(caught.value)


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_a_sandbox_that_cannot_be_had_is_ours(opened, workspace, monkeypatch, workers):
    """Neither a verdict nor a score, at whichever check it happens: the machine is at fault."""
    given = []
    original = fake_sandbox.FakeSandbox.worker

    def until(self):
        if len(given) >= workers:
            raise SandboxUnavailable(words("no process can be started"))
        given.append(1)
        return original(self)

    monkeypatch.setattr(fake_sandbox.FakeSandbox, "worker", until)
    with pytest.raises(GraderError) as caught:
        grade(workspace, CHAPTER, Conditions(seed="1"))
    assert caught.value.words.render() == "no process can be started"


def test_a_sandbox_that_is_lost_after_the_score_costs_the_diagnosis_alone(opened, workspace, monkeypatch):
    """The score is fixed by then."""
    file = workspace / "exercises" / CHAPTER.key / "scaling.py"
    file.write_text((MINI / "suites/ch90_mini/mistakes/scale__adds.py").read_text())
    only = Conditions(seed="1", diagnosis_seconds=30.0, only=frozenset({"scale"}))
    original = fake_sandbox.FakeSandbox.worker
    given = []

    def once(self):
        given.append(1)
        if given[1:]:
            raise SandboxUnavailable(words("no process can be started"))
        return original(self)

    monkeypatch.setattr(fake_sandbox.FakeSandbox, "worker", once)
    report = grade(workspace, CHAPTER, only)
    assert (report.score, report.state) == (0, State.SCORED)
    assert {check.diagnosis for check in report.exercises[0].checks} == {None}


def test_a_data_set_that_is_not_here_is_named(opened, workspace, monkeypatch):
    """With the command that fetches it; that ends the run, and is no verdict."""

    def judge(sitting, progress):
        grading._data_file({}, "mnist")

    monkeypatch.setattr("grader.sitting.Sitting.judge", judge)
    with pytest.raises(GraderError) as caught:
        grade(workspace, CHAPTER)
    assert caught.value.words.render() == "the data set mnist is not here; `course data mnist` fetches it"


def test_a_report_needs_no_time_for_what_hangs(opened, workspace, monkeypatch):
    """A submission whose every call times out ends with a report in which nothing passed."""
    hung = WorkerTimedOut(words("x"))
    forge = HostileSandbox(lambda request, honest: hung if request["op"] == "call" else honest)
    monkeypatch.setattr(zygote, "open_sandbox", lambda *args, **options: forge)
    report = grade(workspace, CHAPTER, Conditions(seed="1"))
    assert (report.state, report.score) == (State.SCORED, 0)
    assert {check.verdict for exercise in report.exercises for check in exercise.checks} <= {
        Verdict.TIMED_OUT,
        Verdict.NOT_RUN_HERE,
    }


def test_the_mini_course_scores_full_in_a_real_sandbox(workspace):
    """In the strongest tier that this machine has: the same as in the fake one."""
    with Grader(Conditions(), CHAPTER) as grader:
        report = grader.grade(workspace, CHAPTER, Conditions(seed="1"))
        assert (report.score, report.passed) == (Decimal(24), True)
        file = workspace / "exercises" / CHAPTER.key / "storing.py"
        file.write_text(
            CHAPTER.solution_sources["storing"]
            + "\n\n"
            + (MINI / "suites/ch90_mini/mistakes/store__twice.py").read_text()
        )
        report = grader.grade(workspace, CHAPTER, Conditions(seed="1", diagnosis_seconds=30.0))
    assert {check.diagnosis for check in report.exercises[3].checks if check.failure} == {"store__twice"}


def test_the_sandbox_starts_before_torch_is_imported() -> None:
    """Both load it at the same time, on a core each: a cold check waits for it once."""
    code = (
        "import sys\n"
        "import grader.sandbox.zygote as zygote\n"
        "opened = zygote.open_sandbox\n"
        "zygote.open_sandbox = lambda *given, **named: (print('torch' in sys.modules), opened(*given, **named))[1]\n"
        "from grader.grade import Conditions, Grader\n"
        "Grader(Conditions()).close()\n"
        "print('torch' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
