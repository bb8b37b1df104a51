"""`course watch` on a real pseudo-terminal: saves, keys, signals, and what it leaves behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from in_a_terminal import CHAPTER, MINI, PATIENCE, Desk, InTerminal, alive, descendants, environment, watch_command

from course.progress import ExerciseProgress, load_progress

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it needs a terminal of Linux or macOS")
FOOT = "c check all"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def watching(desk: Desk, *arguments: str, columns: int = 100, lines: int = 60, **env: str) -> InTerminal:
    """`course watch`, once it has shown its first report."""
    terminal = InTerminal(watch_command(*arguments), desk.root, columns, lines, **env)
    try:
        terminal.until(lambda screen: FOOT in screen and "exercises pass" in screen, "first report")
    except BaseException:
        terminal.__exit__()
        raise
    return terminal


def progress_of(desk: Desk, exercise: str) -> ExerciseProgress:
    return load_progress(desk.root / ".course/progress.json").progress.of(CHAPTER.key, exercise)


def eventually(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_is_saved_is_judged_and_shown(desk: Desk) -> None:
    """From the stub over a mistake and a syntax error to the solution, as editors write; nothing jumps ahead."""
    with watching(desk, "ch90/scale") as terminal:
        assert "scale is not implemented yet." in terminal.screen
        assert "0 of 3 exercises pass" in terminal.screen
        desk.save("scaling", desk.mistake("scaling", "scale__adds"))
        terminal.wait("✗", "Diagnosis", unwanted="not implemented")
        desk.save("scaling", "def scale(x, factor)\n    return x\n")
        terminal.wait("The file of scale cannot be used", "expected ':'")
        desk.path("scaling").unlink()
        terminal.wait("scaling.py is missing")
        desk.replace("scaling", desk.solution("scaling"))
        screen = terminal.wait("scale is done. Press n", "1 of 3 exercises pass")
        assert "ch90/scale" in screen
        eventually(lambda: progress_of(desk, "scale").passed)
        desk.replace("scaling", desk.mistake("scaling", "scale__cut"))
        terminal.wait("0 of 3 exercises pass", unwanted="is done")
        desk.replace("scaling", desk.solution("scaling"))
        terminal.wait("scale is done. Press n")
        terminal.press("n")
        terminal.wait("ch90/Gain", "Gain is not implemented yet", unwanted="scale is done")


def test_the_screen_follows_what_is_written(desk: Desk) -> None:
    """The exercise that is edited is the one that is looked at."""
    with watching(desk, "ch90/scale") as terminal:
        desk.save("gain", desk.mistake("gain", "Gain__adds"))
        terminal.wait("ch90/Gain", "Diagnosis")
        desk.save("gain", desk.solution("gain"))
        terminal.wait("Gain is done.")


def test_hints(desk: Desk) -> None:
    """One level a press, as many as there are, recorded as `course hint` does; they stay while one writes."""
    hints = CHAPTER.text("en").exercise["scale"].hints
    with watching(desk, "ch90/scale") as terminal:
        for number in range(1, len(hints) + 1):
            terminal.press("h")
            screen = terminal.wait(f"Hint {number} of {len(hints)}")
            assert f"Hint {number + 1} of" not in screen
            assert progress_of(desk, "scale").hints == number
        terminal.press("h")
        terminal.wait("That was the last one.")
        desk.save("scaling", desk.mistake("scaling", "scale__adds"))
        terminal.wait("Diagnosis", f"Hint {len(hints)} of {len(hints)}")
        terminal.press("n")
        terminal.wait("ch90/Gain", unwanted="Hint")


def test_the_list(desk: Desk) -> None:
    """Arrows and letters move, Enter shows, l goes back."""
    with watching(desk, "ch90/scale") as terminal:
        terminal.press("l")
        terminal.wait(" > · scale", "  · Gain", "  · descend", "(optional)")
        terminal.press("\x1b[B")
        terminal.wait(" > · Gain")
        terminal.press("j")
        terminal.wait(" > · descend")
        terminal.press("k")
        terminal.press("\x1b[A")
        terminal.wait(" > · scale")
        terminal.press("k\r")
        terminal.wait("ch90/store", "store is not implemented yet")
        terminal.press("l")
        terminal.wait(" > · store")
        terminal.press("l")
        terminal.wait("ch90/store", FOOT)


def test_reset_asks_first(desk: Desk) -> None:
    """n, or any key but y, changes nothing; y puts the stub back, and keeps what was written."""
    mine = desk.mistake("scaling", "scale__adds")
    desk.save("scaling", mine)
    with watching(desk, "ch90/scale") as terminal:
        terminal.press("r")
        terminal.wait("Put the stub of scaling.py back?", "y / n")
        terminal.press("n")
        terminal.wait(FOOT, unwanted="y / n")
        assert desk.path("scaling").read_text() == mine
        terminal.press("r")
        terminal.wait("y / n")
        terminal.press("y")
        terminal.wait("yours is kept as .course/backup/", "scale is not implemented yet")
        (backup,) = (desk.root / ".course/backup").rglob("scaling.py")
        assert backup.read_text() == mine


def test_solution_asks_first(desk: Desk) -> None:
    """Before the exercise passes, and records it; afterwards it is shown at once. Any key goes back."""
    answer = "return x * factor"
    with watching(desk, "ch90/scale") as terminal:
        terminal.press("s")
        terminal.wait("Show the answer to scale before yours passes?")
        terminal.press("x")
        terminal.wait(FOOT, unwanted=answer)
        assert progress_of(desk, "scale").gave_up is None
        terminal.press("s")
        terminal.wait("y / n")
        terminal.press("y")
        terminal.wait(answer)
        assert progress_of(desk, "scale").gave_up is not None
        terminal.press("s")
        terminal.wait("scale is not implemented yet", unwanted=answer)
        desk.save("gain", desk.solution("gain"))
        terminal.wait("Gain is done.")
        terminal.press("s")
        terminal.wait("self.weight = nn.Parameter", unwanted="y / n")
        assert progress_of(desk, "Gain").gave_up is None


def test_check_all(desk: Desk) -> None:
    """Every exercise of the chapter on new inputs, as a table."""
    desk.save("scaling", desk.solution("scaling"))
    with watching(desk, "ch90", "--lang", "en") as terminal:
        terminal.press("c")
        screen = terminal.wait("together", "10 / 24")
        assert {"scale", "Gain", "descend", "store"} <= set(screen.split())
        terminal.press("n")
        terminal.wait("ch90/", unwanted="together")


def test_the_end_of_a_chapter(desk: Desk) -> None:
    """It is said, and n goes on to what comes next in the course."""
    for module in CHAPTER.modules:
        desk.save(module, desk.solution(module))
    with watching(desk, "ch90/scale") as terminal:
        terminal.wait("Chapter 90 is done.", "3 of 3 exercises pass")
        terminal.press("n")
        terminal.wait("ch91/double", "is missing")


def test_another_chapter_is_followed(desk: Desk) -> None:
    """What is saved is what is shown, also where that lies in another chapter."""
    solved = Path(__file__).parents[2] / "solutions/ch01_tensors/distances.py"
    folder = desk.root / "exercises/ch01_tensors"
    folder.mkdir()
    with watching(desk, "ch90/scale") as terminal:
        (folder / "distances.py").write_text(solved.read_text())
        terminal.wait("Chapter 1:", "ch1/", "of 9 exercises pass")


def test_chinese(desk: Desk) -> None:
    """Keys, questions and reports; letters as a Chinese input method gives them."""
    terminal = InTerminal(watch_command("ch90/scale", "--lang", "zh"), desk.root)
    with terminal:
        terminal.wait("n 下一题", "h 提示", "q 退出", "3 题中已通过 0 题")
        terminal.press("ｒ")
        terminal.wait("恢复成最初的样子？")
        terminal.press("n")
        desk.save("scaling", desk.solution("scaling"))
        terminal.wait("scale 完成了。准备好之后按 n 做下一题。")
        terminal.press("ｑ")
        assert terminal.ended() == 0


def test_another_size(desk: Desk) -> None:
    """The frame is drawn anew, as wide as the window is now."""
    with watching(desk, "ch90/scale", columns=100) as terminal:
        assert "─" * 100 in terminal.screen
        terminal.resize(60, 40)
        terminal.until(lambda screen: "─" * 60 in screen and "─" * 61 not in screen, "narrower frame")
        terminal.resize(90, 40)
        terminal.wait("─" * 90)


def test_stopped_and_woken(desk: Desk) -> None:
    """What was saved while it slept is judged when it wakes, and the frame is drawn again."""
    with watching(desk, "ch90/scale") as terminal:
        os.kill(terminal.process.pid, signal.SIGSTOP)
        time.sleep(0.3)
        desk.replace("scaling", desk.solution("scaling"))
        time.sleep(0.3)
        frames = terminal.output.count("\x1b[H")
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait("scale is done.")
        assert terminal.output.count("\x1b[H") > frames


def test_the_warm_process_is_killed(desk: Desk) -> None:
    """It costs a wait and nothing else."""
    with watching(desk, "ch90/scale") as terminal:
        for pid in descendants(terminal.process.pid):
            with contextlib.suppress(ProcessLookupError):  # it went with the one before
                os.kill(pid, signal.SIGKILL)
        desk.save("scaling", desk.mistake("scaling", "scale__adds"))
        terminal.wait("Diagnosis")
        desk.save("scaling", desk.solution("scaling"))
        terminal.wait("scale is done.")


ENDLESS = "def scale(x, factor):\n    while True:\n        pass\n"


def test_an_endless_loop_is_left_when_it_is_mended(desk: Desk) -> None:
    """Nobody waits for its deadline: what is saved next is judged instead."""
    with watching(desk, "ch90/scale") as terminal:
        desk.save("scaling", ENDLESS)
        terminal.wait("checking ...")
        started = time.monotonic()
        desk.save("scaling", desk.solution("scaling"))
        terminal.wait("scale is done.")
        assert time.monotonic() - started < CHAPTER.call_seconds


def test_quitting_while_something_is_judged(desk: Desk) -> None:
    """At once, too."""
    with watching(desk, "ch90/scale") as terminal:
        desk.save("scaling", ENDLESS)
        terminal.wait("checking ...")
        started = time.monotonic()
        terminal.press("q")
        assert terminal.ended() == 0
        assert time.monotonic() - started < CHAPTER.call_seconds


@pytest.mark.parametrize(("end", "code"), [("q", 0), ("\x04", 0), ("\x03", 130), (signal.SIGTERM, 143)])
def test_what_it_leaves_behind(desk: Desk, end: str | signal.Signals, code: int) -> None:
    """No process, the terminal's old settings, and a cursor."""
    with watching(desk, "ch90/scale") as terminal:
        started = descendants(terminal.process.pid)
        assert started
        assert terminal.settings != terminal.before
        if isinstance(end, str):
            terminal.press(end)
        else:
            terminal.process.send_signal(end)
        assert terminal.ended() == code
        eventually(lambda: not any(map(alive, started)))
        assert terminal.settings == terminal.before
        assert terminal.output.rpartition("\x1b[?25")[2].startswith("h")


def test_a_window_that_is_closed(desk: Desk) -> None:
    """Ends it, and everything it started."""
    with watching(desk, "ch90/scale") as terminal:
        started = descendants(terminal.process.pid)
        terminal.hang_up()
        terminal.ended()
        eventually(lambda: not any(map(alive, started)))


@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_without_a_terminal(desk: Desk, piped: str) -> None:
    """A clear error, at once, and what to type instead."""
    done = subprocess.run(
        watch_command("ch90/scale"), cwd=desk.root, env=environment(), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL if piped == "stdin" else None,
    )  # fmt: skip
    assert done.returncode == 2
    assert "`course watch` needs a terminal" in done.stderr
    assert f"Next: course check ch90 --course {watch_command()[-1]}" in done.stderr


def test_what_cannot_be_judged_ends_it(desk: Desk, tmp_path: Path) -> None:
    """Before there is anything to show: the terminal is given back, and the error is read like any other."""
    pack = tmp_path / "pack"
    shutil.copytree(MINI, pack)
    (pack / "suites/ch90_mini/test_ch90.py").unlink()
    command = [sys.executable, "-m", "course", "watch", "ch90", "--course", str(pack)]
    with InTerminal(command, desk.root) as terminal:
        assert terminal.ended(PATIENCE) == 3
        assert "the chapter's files are wrong" in terminal.output
        assert terminal.settings == terminal.before
