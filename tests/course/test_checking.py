from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from course.checking import next_unsolved
from course.content import find_content
from course.progress import ExerciseProgress, Progress, load_progress
from grader.exports.json_report import SCHEMA_FILE
from grader.results import ScoreReport, State, Verdict

KEY = "ch01_numbers"
Run = Callable[..., Any]
Edit = Callable[[str, str], None]


def progress_of(workspace: Path, exercise: str) -> Any:
    return load_progress(workspace / ".course/progress.json").progress.of(KEY, exercise)


def test_an_untouched_workspace_is_not_implemented_and_not_wrong(run: Run, workspace: Path) -> None:
    """A stub is said to be not implemented yet, is exit 1, and is no attempt."""
    done = run("check", "ch1")
    assert done.exit_code == 1
    assert "double  0 / 10   not implemented yet" in done.stdout
    assert "double is not implemented yet." in done.stdout
    assert f"exercises/{KEY}/arith.py:3" in done.stdout
    assert "Next: course check ch1/double" in done.stdout
    assert "✗" not in done.stdout
    assert progress_of(workspace, "double").attempts == 0


def test_a_line_is_there_before_the_slow_import(run: Run, workspace: Path, judge: Any) -> None:
    """The first line is on the screen before the engine is asked for anything."""
    seen: list[str] = []

    def look(report: ScoreReport) -> ScoreReport:
        import sys

        seen.append(sys.stdout.buffer.getvalue().decode())  # type: ignore[attr-defined]  # CliRunner's own stream
        return report

    judge.change = look
    run("check", "ch1")
    assert seen[0].startswith(f"Checking chapter 1 in exercises/{KEY} (loading torch) ...")


def test_a_wrong_answer_shows_all_that_helps(run: Run, workspace: Path, edit: Edit) -> None:
    """The first failing exercise shows its check, Called, Got, Expected, message, diagnosis, place and next command."""
    edit("double", "return 'wrong'")
    done = run("check", "ch1/double", "--seed", "7")
    assert done.exit_code == 1
    for said in (
        "double example",
        f"  exercises/{KEY}/arith.py:7",
        "  Called    double(tensor([1.0]))",
        "  Got       tensor([4.])",
        "  Expected  tensor([2.])",
        "  the values are off by a factor of 2",
        "  Diagnosis  This is double__tripled.",
        "seed: 7, device: cpu",
        "sandbox: full (Landlock, seccomp)",
        "Next: course hint ch1/double",
    ):
        assert f"\n{said}\n" in done.stdout or done.stdout.endswith(f"{said}\n"), said
    assert progress_of(workspace, "double").attempts == 1


def test_a_solved_chapter_is_exit_0(run: Run, workspace: Path, mini: Any) -> None:
    """Everything passed: full score, the date of the pass, its milestone next, and then nothing more to do."""
    mini.solve(workspace)
    done = run("check", "ch1")
    assert done.exit_code == 0
    assert "together  15 / 15" in done.stdout
    assert done.stdout.endswith("Next: course milestone ch1\n")
    (workspace / "milestones").mkdir()
    (workspace / "milestones" / "ch01_numbers.png").write_bytes(b"")
    assert "Every exercise of the course passes." in run("check", "ch1").stdout
    assert progress_of(workspace, "triple").first_passed.startswith("20")
    assert run("check").stdout == "Every exercise passes. There is nothing left to check.\n"


def test_an_optional_exercise_never_changes_the_exit_code(run: Run, workspace: Path, mini: Any) -> None:
    """An optional exercise that fails is shown, stands outside the score, and leaves exit 0."""
    mini.solve(workspace)
    path = workspace / "exercises" / KEY / "power.py"
    path.write_text(path.read_text().replace("return x * x", "return 'wrong'"))
    done = run("check", "ch1")
    assert done.exit_code == 0
    assert "together  15 / 15" in done.stdout
    assert "square    0 / 5   2 of 2 checks fail, optional" in done.stdout
    assert "Next: course hint ch1/square" in done.stdout


def test_nothing_named_is_the_next_unsolved(run: Run, workspace: Path, edit: Edit, judge: Any, mini: Any) -> None:
    """Without a name the first exercise that has not passed is checked, optional ones last."""
    assert "Checking ch1/double" in run("check").stdout
    edit("double", "return x + x")
    assert run("check").exit_code == 0
    assert "Checking ch1/triple" in run("check").stdout
    assert [sorted(call[2].only) for call in judge.calls] == [["double"], ["double"], ["triple"]]
    mini.solve(workspace)
    run("check", "ch1/triple")
    found = next_unsolved(mini.content, load_progress(workspace / ".course/progress.json").progress)
    assert found is not None
    assert found.only == {"square"}
    assert next_unsolved(mini.content, Progress()) is not None


def test_after_a_chapter_comes_the_next_one_and_what_was_left_out_last() -> None:
    """Whoever began with chapter 3 goes on to chapter 4, and to chapter 1 when there is nothing after."""
    content = find_content()
    chapters = {chapter.short: chapter for chapter in content.chapters()}
    passed = {f"{chapter.key}/{exercise.name}": ExerciseProgress(passed=True)
              for chapter in chapters.values() for exercise in chapter.exercises}  # fmt: skip

    def onward(*left: str) -> str:
        open_ones = tuple(chapters[short].key for short in left)
        progress = Progress({key: value for key, value in passed.items() if not key.startswith(open_ones)})
        found = next_unsolved(content, progress, chapters["ch3"])
        assert found is not None
        return found.chapter.short

    assert onward("ch1", "ch2", "ch4", "ch5") == "ch4"
    assert onward("ch1", "ch3", "ch4") == "ch3"
    assert onward("ch1", "ch2") == "ch1"


def test_a_pass_leads_to_the_next_exercise(run: Run, workspace: Path, edit: Edit) -> None:
    """After a pass the next command is the next exercise that has not passed."""
    edit("double", "return x + x")
    assert run("check", "ch1/double").stdout.endswith("Next: course check ch1/triple\n")


def test_a_file_is_checked_from_anywhere(run: Run, workspace: Path, judge: Any, monkeypatch: Any) -> None:
    """The path of a module checks its exercises in that file's own workspace."""
    monkeypatch.chdir("/")
    path = workspace / "exercises" / KEY / "arith.py"
    done = run("check", str(path))
    assert done.exit_code == 1
    assert judge.calls[-1][0] == path.parent
    assert judge.calls[-1][2].only == {"double", "triple"}
    assert (workspace / ".course/progress.json").is_file()


def test_the_workspace_can_be_named(run: Run, workspace: Path, monkeypatch: Any) -> None:
    """--workspace works from elsewhere, and the next command repeats it."""
    monkeypatch.chdir("/")
    done = run("check", "ch1", "--workspace", str(workspace))
    assert f"Next: course check ch1/double --workspace {workspace}" in done.stdout


def test_the_options_reach_the_engine(run: Run, workspace: Path, judge: Any) -> None:
    """Seed, device and sandbox tier are what the engine is given."""
    run("check", "ch1", "--seed", "41", "--device", "cpu", "--sandbox", "process")
    conditions = judge.calls[-1][2]
    assert (conditions.seed, conditions.device, str(conditions.tier)) == ("41", "cpu", "process")
    run("check", "ch1")
    assert (judge.calls[-1][2].seed, judge.calls[-1][2].tier) == (None, None)


def test_the_json_report_fits_its_schema(run: Run, workspace: Path, edit: Edit) -> None:
    """--json FILE writes the report beside the screen; --json - writes nothing else to stdout."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    edit("double", "return 'wrong'")
    beside = run("check", "ch1", "--json", "report.json")
    alone = run("check", "ch1", "--json", "-")
    written = json.loads(Path("report.json").read_text(encoding="utf-8"))
    printed = json.loads(alone.stdout)
    jsonschema.validate(written, schema)
    jsonschema.validate(printed, schema)
    assert "Next: course hint ch1/double" in beside.stdout
    assert "Next: course hint ch1/double" in alone.stderr
    assert (beside.exit_code, alone.exit_code) == (1, 1)
    assert written["score"] == 0
    assert written["exercises"][0]["checks"][0]["diagnosis"] == "double__tripled"


def test_chinese_from_end_to_end(run: Run, workspace: Path, edit: Edit) -> None:
    """With --lang zh nothing of ours on the screen is English, and the JSON report speaks Chinese too."""
    edit("double", "return 'wrong'")
    done = run("check", "ch1/double", "--lang", "zh", "--json", "report.json")
    for said in (
        "正在检查",
        "检查 test_double_example",
        "调用",
        "得到",
        "应为",
        "诊断  这是 double__tripled。",
        "下一步：",
    ):
        assert said in done.stdout, said
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["exercises"][0]["checks"][0]["title"] == "检查 test_double_example"


def test_our_fault_is_exit_3_and_leaves_the_progress(run: Run, workspace: Path, judge: Any) -> None:
    """A check of ours that breaks leaves the score open, is exit 3, and is not held against the learner."""

    def broken(report: ScoreReport) -> ScoreReport:
        first, *rest = report.exercises
        checks = tuple(replace(check, verdict=Verdict.INTERNAL_ERROR) for check in first.checks)
        first = replace(first, checks=checks, score=None)
        return replace(report, state=State.NEEDS_REVIEW, score=None, exercises=(first, *rest))

    judge.change = broken
    done = run("check", "ch1")
    assert done.exit_code == 3
    assert "A check of ours broke." in done.stdout
    assert "double  - / 10   our fault, to be reviewed" in done.stdout
    assert progress_of(workspace, "double").score is None


def test_an_engine_that_cannot_start_is_exit_3(run: Run, workspace: Path, judge: Any) -> None:
    """The engine's own error is one message with the next command."""
    from grader.grade import GraderError
    from grader.words import words

    def refuse(_: ScoreReport) -> ScoreReport:
        raise GraderError(words("The sandbox cannot be started: {reason}.", reason="no reason"))

    judge.change = refuse
    done = run("check", "ch1")
    assert done.exit_code == 3
    assert "The sandbox cannot be started: no reason." in done.stderr
    assert "Next: course doctor" in done.stderr


def test_an_absent_device_is_exit_2(run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--device cuda without CUDA is a usage error, before anything is judged."""
    import course.devices

    monkeypatch.setattr(course.devices, "available_devices", course.devices.Available)
    done = run("check", "ch1", "--device", "cuda")
    assert done.exit_code == 2
    assert "torch finds no cuda here." in done.stderr


def test_full_data_that_was_not_fetched_is_exit_2(run: Run, workspace: Path, mini: Any) -> None:
    """--data full without the full set names the command that fetches it."""
    path = mini.content.tree.chapters / KEY / "chapter.toml"
    path.write_text('data = ["mnist"]\n' + path.read_text())
    done = run("check", "ch1", "--data", "full")
    assert done.exit_code == 2
    assert "The full mnist set is not on this machine yet." in done.stderr
    assert "Next: course data mnist" in done.stderr


def test_an_unknown_chapter_is_exit_2(run: Run, workspace: Path) -> None:
    """An unknown chapter is answered with the nearest one."""
    done = run("check", "ch7")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "There is no chapter ch7. Did you mean ch1?\nNext: course list\n"


def test_no_workspace_is_exit_2(run: Run) -> None:
    """Outside any workspace the command says how to make one."""
    done = run("check", "ch1")
    assert done.exit_code == 2
    assert "There is no workspace here" in done.stderr
    assert "Next: course start gradstep" in done.stderr


@pytest.mark.parametrize("name", ["ch1/double", "ch1/arith", f"exercises/{KEY}/arith.py"])
def test_a_deleted_module_is_exit_2(run: Run, workspace: Path, name: str) -> None:
    """A module that is gone is named, with the command that brings it back."""
    (workspace / "exercises" / KEY / "arith.py").unlink()
    done = run("check", name)
    assert done.exit_code == 2
    assert f"exercises/{KEY}/arith.py is not there." in done.stderr
    assert "Next: course reset ch1/arith" in done.stderr


def test_a_deleted_module_costs_only_its_own_exercises(run: Run, workspace: Path, mini: Any) -> None:
    """In a check of the whole chapter the other modules are judged."""
    mini.solve(workspace)
    (workspace / "exercises" / KEY / "power.py").unlink()
    assert run("check", "ch1").exit_code == 0


def test_a_deleted_chapter_is_exit_2(run: Run, workspace: Path) -> None:
    """Where every module of a chapter is gone, the chapter can be put back."""
    for path in (workspace / "exercises" / KEY).iterdir():
        path.unlink()
    done = run("check", "ch1")
    assert done.exit_code == 2
    assert "Next: course reset ch1\n" in done.stderr


def test_damaged_progress_is_set_aside_with_words(run: Run, workspace: Path) -> None:
    """A progress file that cannot be read is kept, said, and costs nothing else."""
    (workspace / ".course/progress.json").write_text("{broken")
    done = run("check", "ch1")
    assert done.exit_code == 1
    assert "it was kept as .course/progress.damaged-1.json" in done.stderr
    assert (workspace / ".course/progress.damaged-1.json").read_text() == "{broken"


def test_a_read_only_disk_costs_the_record_only(run: Run, workspace: Path, mini: Any, monkeypatch: Any) -> None:
    """Where progress cannot be written the result is shown, said not to be recorded, and the exit code stands."""
    import course.recording

    def read_only(path: Path, *_: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    mini.solve(workspace)
    monkeypatch.setattr(course.recording, "save_progress", read_only)
    done = run("check", "ch1")
    assert done.exit_code == 0
    assert "together  15 / 15" in done.stdout
    assert "Your progress could not be recorded in .course (Read-only file system)" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_without_rights_costs_the_record_only(run: Run, workspace: Path, mini: Any) -> None:
    """The same with a folder that really cannot be written."""
    mini.solve(workspace)
    (workspace / ".course").chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("check", "ch1")
    (workspace / ".course").chmod(stat.S_IRWXU)
    assert done.exit_code == 0
    assert "could not be recorded" in done.stderr


def test_a_clone_gets_its_state_and_data_at_the_first_check(run: Run, mini: Any, monkeypatch: Any) -> None:
    """A clone of the repository is a workspace: the first check makes .course/ and a small MNIST beside exercises/."""
    for module in mini.chapter.modules:
        path = mini.root / "exercises" / KEY / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mini.chapter.solution_sources[module], encoding="utf-8")
    monkeypatch.chdir(mini.root)
    assert run("check", "ch1").exit_code == 0
    assert (mini.root / ".course/progress.json").is_file()
    assert (mini.root / "data/MNIST/raw/train-images-idx3-ubyte").is_file()


def test_piped_output_is_plain_and_colour_needs_a_terminal(run: Run, workspace: Path) -> None:
    """No escape reaches a pipe, with or without NO_COLOR; no line ends in blanks."""
    for env in ({}, {"NO_COLOR": "1"}):
        done = run("check", "ch1", env=env)
        assert "\x1b" not in done.stdout
        assert all(line == line.rstrip() for line in done.stdout.splitlines())
