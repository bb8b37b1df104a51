"""A workspace of notebooks as a learner uses it: JupyterLab runs for real, in headless Chromium, in both languages.

Its pictures are those of docs/learners.md: GRADSTEP_SCREENSHOTS=docs/images puts them there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, FLAGS, NO_CHROMIUM, picture
from course_directory import environment
from jupyter_lab import Lab, jupyter_lab

from course.content import find_content
from course.progress import load_progress

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jupyterlab", reason="jupyterlab is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM),
    pytest.mark.skipif(os.name != "posix", reason="process groups need POSIX"),
]
KEY = "ch03_linear_regression"
PATIENCE = 120_000
UNWRITTEN = 'raise NotImplementedError("mse_grad is not implemented yet")'
WRONG = "return 2 * (pred - target) / pred.shape[0]"
DIAGNOSIS = {lang: find_content().chapter(KEY).text(lang).mistake["mse_grad__batch_only"] for lang in ("en", "zh")}


@dataclass(frozen=True)
class Learner:
    """A workspace of notebooks in a language, and its JupyterLab."""

    root: Path
    lang: str
    lab: Lab
    env: dict[str, str]

    @property
    def notebook(self) -> Path:
        return self.root / f"exercises/{KEY}/{KEY}.ipynb"

    def course(self, *command: str) -> str:
        """What a command prints in the workspace, however it ends."""
        line = [sys.executable, "-P", "-m", "course", *command]
        return subprocess.run(line, cwd=self.root, env=self.env, capture_output=True, text=True, check=False).stdout

    def write(self, answer: str) -> None:
        """Writes the answer to mse_grad into the notebook, as an editor would."""
        table = json.loads(self.notebook.read_text(encoding="utf-8"))
        (cell,) = [cell for cell in table["cells"] if cell["id"] == "mse_grad"]
        assert UNWRITTEN in "".join(cell["source"])
        cell["source"] = "".join(cell["source"]).replace(UNWRITTEN, answer)
        self.notebook.write_text(json.dumps(table), encoding="utf-8")

    def attempts(self) -> int:
        """How often the workspace remembers mse_grad to have been tried; it has never passed."""
        known = load_progress(self.root / ".course/progress.json").progress.of(KEY, "mse_grad")
        assert not known.passed
        return known.attempts


@pytest.fixture(scope="module", params=["en", "zh"])
def learner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A new workspace, and JupyterLab in it."""
    folder = tmp_path_factory.mktemp("learner")
    (folder / "home").mkdir()
    env = environment(folder / "home")
    root = folder / "my-course"
    command = ["-m", "course", "start", str(root), "--notebooks", "--lang", request.param]
    subprocess.run([sys.executable, "-P", *command], env=env, check=True, capture_output=True)
    with jupyter_lab(root, folder / "home", env) as lab:
        yield Learner(root, request.param, lab, env)


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1200, "height": 1000})
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def test_a_learner_works_in_a_notebook(tab: Any, learner: Learner, tmp_path: Path) -> None:
    """Lesson, answer and check in one page: the mistake is named under the answer, and the workspace remembers it."""
    learner.course("reset", "ch3/mse_grad")
    learner.write(WRONG)
    before = learner.attempts()
    tab.goto(learner.lab.at(f"lab/workspaces/{learner.lang}/tree/exercises/{KEY}/{KEY}.ipynb?reset"))
    tab.wait_for_selector(".jp-Notebook .jp-Cell mjx-container")
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    tab.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    tab.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    result = tab.locator(".jp-OutputArea .gradstep").filter(has_text=DIAGNOSIS[learner.lang]).first
    result.wait_for()
    tab.locator(".jp-OutputArea .gradstep", has_text="normal_equation").wait_for()
    result.evaluate("(e) => e.closest('.jp-Cell').previousElementSibling.scrollIntoView({block: 'start'})")
    tab.screenshot(path=picture(f"notebook-{learner.lang}", tmp_path))
    assert learner.attempts() == before + 1


def test_the_terminal_says_the_same_of_the_saved_notebook(learner: Learner) -> None:
    """`course check`, and `course reset` for one cell."""
    learner.course("reset", "ch3/mse_grad")
    learner.write(WRONG)
    before = learner.attempts()
    said = "".join(learner.course("check", "ch3/mse_grad").split())
    assert "".join(DIAGNOSIS[learner.lang].split()) in said
    assert f"{KEY}.ipynb" in said
    learner.course("reset", "ch3/mse_grad")
    assert UNWRITTEN in learner.notebook.read_text(encoding="utf-8").replace('\\"', '"')
    assert learner.attempts() == before + 1
