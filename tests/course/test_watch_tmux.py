"""`course watch` as a person has it: a shell in tmux, an editor's saves, Ctrl-Z and `fg`, another size, and q."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, FLAGS, NO_CHROMIUM, picture
from in_a_terminal import Desk, alive, descendants, watch_command
from in_tmux import NO_TMUX, TMUX, Tmux
from terminal_text import pictured_text

from course.content import find_content
from course.start import start_workspace

pytestmark = pytest.mark.skipif(TMUX is None, reason=NO_TMUX)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "gradstep")


@pytest.fixture
def tmux(desk: Desk, tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(desk.root, tmp_path / "tmux")
    try:
        made.begin()
        yield made
    finally:
        made("kill-server")


def test_a_whole_session(desk: Desk, tmux: Tmux) -> None:
    """Watched from the shell, saved in place and by rename, another size, Ctrl-Z and fg, every key, and quit."""
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("scale is not implemented yet.", "q quit")
    desk.save("scaling", desk.mistake("scaling", "scale__adds"))
    tmux.wait("✗", "The factor is added.")
    tmux.type("h")
    tmux.wait("Hint 1 of 3", "The factor is added.")
    tmux("resize-window", "-x", "70", "-y", "45")
    tmux.wait("─" * 70, unwanted="─" * 71)
    desk.replace("scaling", desk.solution("scaling"))
    tmux.wait("scale is done. Press n", "Hint 1 of 3")

    tmux.type("C-z")
    tmux.wait("Stopped", "ready>")
    tmux.type("echo typed $((40 + 2))", "Enter")
    tmux.wait("echo typed $((40 + 2))", "typed 42")  # the shell echoes and reads lines again
    desk.save("gain", desk.mistake("gain", "Gain__adds"))
    tmux.type("fg", "Enter")
    tmux.wait("ch90/Gain", "The weight is added.", "q quit", unwanted="typed 42")

    tmux.type("l")
    tmux.wait(" > ✗ Gain", "✓ scale")
    tmux.type("Down", "Enter")
    tmux.wait("descend is not implemented yet.")
    tmux.type("c")
    tmux.wait("together", "12 / 24")
    started = descendants(tmux.shell)
    tmux.type("q")
    tmux.wait("ready>", unwanted="typed 42")
    tmux.type("clear; stty -a; echo code $?", "Enter")
    settings = tmux.wait("code 0").split()
    assert {"icanon", "echo", "isig"} <= {setting.rstrip(";") for setting in settings}
    end = time.monotonic() + 20
    while any(map(alive, started)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_interrupted(desk: Desk, tmux: Tmux) -> None:
    """Ctrl-C ends it with a word, and the shell is as it was."""
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("q quit")
    tmux.type("C-c")
    tmux.wait("Stopped. What was recorded before", "ready>")
    tmux.type("stty -a; echo code $?", "Enter")
    settings = tmux.wait("code 0").split()
    assert {"icanon", "echo"} <= {setting.rstrip(";") for setting in settings}


def test_a_small_window(desk: Desk, tmux: Tmux) -> None:
    """Of a report that is too tall the beginning is shown, and always the keys; the rest is scrolled to."""
    tmux("resize-window", "-x", "80", "-y", "20")
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("q quit")
    desk.save("scaling", desk.mistake("scaling", "scale__adds"))
    tmux.wait("Chapter 90", "✗  scale", "there is more", "q quit", unwanted="seed:")
    tmux.type("Down", "Space")
    tmux.wait("seed:", "q quit", unwanted="Chapter 90")
    tmux.type("h")
    tmux.wait("Hint 1 of 3", "q quit")
    tmux.type("l")
    tmux.wait("Chapter 90", " > ✗ scale", "q quit", unwanted="there is more")


@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_picture(tmp_path: Path, lang: str) -> None:
    """The window of a learner who divides by the batch only, and has asked for a hint, as docs/learners.md shows it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chapter = find_content().chapter("ch03_linear_regression")
    workspace = start_workspace(find_content(), tmp_path / "my-course", lang)
    for module, text in chapter.solution_sources.items():
        workspace.module(chapter, module).write_text(text, encoding="utf-8")
    right = chapter.solution_sources["mse"]
    wrong = right.replace("2 * (pred - target) / pred.numel()", "2 * (pred - target) / len(pred)")
    assert wrong != right
    words = chapter.text(lang)
    diagnosis, hint = words.mistake["mse_grad__batch_only"], words.exercise["mse_grad"].hints[0]
    tmux = Tmux(workspace.root, tmp_path / "tmux")
    try:
        tmux.begin()
        tmux("resize-window", "-x", "100", "-y", "40")
        tmux.type(shlex.join([sys.executable, "-m", "course", "watch", "ch3/mse_grad", "--seed", "1"]), "Enter")
        tmux.wait("ch3/mse_grad", "15 / 15")
        workspace.module(chapter, "mse").write_text(wrong, encoding="utf-8")
        tmux.wait("0 / 15", diagnosis[:10])
        tmux.type("h")
        tmux.wait(hint[:10])
        shown = tmux("capture-pane", "-p", "-e")
        tmux.type("q")
    finally:
        tmux("kill-server")
    page = tmp_path / "page.html"
    page.write_text(pictured_text(shown, 100), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        tab = browser.new_page()
        tab.goto(page.as_uri())
        box = tab.locator("pre")
        box.screenshot(path=picture(f"watch-{lang}", tmp_path))
        assert box.bounding_box()["height"] > 20 * 18
        browser.close()
