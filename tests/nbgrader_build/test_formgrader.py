"""A class of three in nbgrader's own pages: JupyterLab and formgrader run for real, in headless Chromium.

Its pictures are those of docs/instructors.md: GRADSTEP_SCREENSHOTS=docs/images puts them there.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, FLAGS, NO_CHROMIUM, picture
from course_directory import KEY, CourseDirectory, answered, cell_of, environment, made, read
from jupyter_lab import Lab, jupyter_lab

from course.content import find_content

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jupyterlab", reason="jupyterlab is not installed")
pytest.importorskip("nbgrader", reason="nbgrader is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM),
    pytest.mark.skipif(os.name != "posix", reason="nbgrader's exchange and process groups need POSIX"),
]
PATIENCE = 120_000
SIZE = {"width": 1200, "height": 800}
TO_THE_TOP = "(e, above) => { e.scrollIntoView({block: 'start'}); scrollBy(0, -above); }"
COMMENT = "Right. How would you find it in your own code?"
DIAGNOSIS = "This is what you get when you divide by the batch size only, not by the number of all elements."
QUESTION = '\n[[task]]\nname = "plateau"\npoints = 5\n'
WORDS = '''
[task.plateau]
title = "A loss that stands still"
question = """
A linear regression on 100 points stops at a loss of exactly the variance of $y$. What has happened, and how do you
find it?"""
[scheme.plateau]
words = "3 points: `(N, 1)` against `(N,)`, so that the model predicts the mean. 2 points: print both shapes."
'''


def with_a_question(folder: Path) -> Path:
    """Chapter 3 as a pack of the instructor's, with a question that people grade."""
    chapter = find_content().chapter(KEY)
    stubs = chapter.tree.exercises / KEY
    places = {"chapters": chapter.folder, "solutions": chapter.solutions, "suites": chapter.suite, "exercises": stubs}
    for name, place in places.items():
        shutil.copytree(place, folder / name / KEY)
    for name, more in (("chapter.toml", QUESTION), ("text.en.toml", WORDS)):
        path = folder / "chapters" / KEY / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def autograded(tmp_path_factory: pytest.TempPathFactory) -> CourseDirectory:
    """Three have handed in, and nbgrader's own command has had them judged: all right, one mistake, nothing."""
    folder = tmp_path_factory.mktemp("formgrader")
    pack = with_a_question(folder / "my_course")
    directory = made(folder, "--course", str(pack))
    directory.course("nbgrader", "build", "ch3", "--course", str(pack))
    directory.nbgrader("db", "student", "import", "students.csv")
    directory.nbgrader("generate_assignment", KEY)
    stub = read(directory.notebook("release"))
    solution = answered(stub, read(directory.notebook("source")))
    mistaken = json.loads(json.dumps(solution))
    wrong = cell_of(mistaken, "mse_grad")
    wrong["source"] = wrong["source"].replace("/ pred.numel()", "/ pred.shape[0]")
    cell_of(mistaken, "plateau-answer")["source"] = "`(100, 1)` and `(100,)`: the model learns the mean of $y$."
    for student, notebook in (("anna", solution), ("bashir", mistaken), ("chen", stub)):
        directory.submit(student, notebook)
    directory.nbgrader("autograde", KEY)
    return directory


@pytest.fixture(scope="module")
def lab(autograded: CourseDirectory) -> Iterator[Lab]:
    """JupyterLab in the course directory."""
    with jupyter_lab(autograded.root, autograded.home, environment(autograded.home)) as started:
        yield started


@pytest.fixture(scope="module")
def tab(lab: Lab) -> Iterator[Any]:
    """A page that has been let in, and that reaches nothing but this JupyterLab and files."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(PATIENCE)
        here = (lab.url, lab.url.replace("http", "ws"), "data:", "blob:", "file:")
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(here) else route.abort())
        page.goto(lab.at("formgrader/"))
        yield page
        browser.close()


def looks(element: Any) -> tuple[float, int]:
    """The size of an element's letters, and on how many lines its text stands."""
    size = element.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")
    lines = element.evaluate(
        "(e) => { const all = document.createRange(); all.selectNodeContents(e); return all.getClientRects().length; }"
    )
    return size, lines


def cells(tab: Any, *columns: str) -> list[tuple[str, ...]]:
    """These columns of the table that the page shows, row by row."""
    rows = tab.locator("tbody tr").all()
    return [tuple(row.locator(f"td.{column}").inner_text().strip() for column in columns) for row in rows]


def submissions(tab: Any, lab: Lab) -> dict[str, tuple[str, str]]:
    """What formgrader's page of submissions says of each student: the state and the score."""
    tab.goto(f"{lab.url}/formgrader/manage_submissions/{KEY}")
    tab.wait_for_selector("td.student-id:has-text('bashir')")
    return {student: (state, score) for student, state, score in cells(tab, "student-id", "status", "score")}


def test_the_assignment_is_there(tab: Any, lab: Lab, tmp_path: Path) -> None:
    """Formgrader's first page: the chapter, and how many have handed in."""
    tab.goto(f"{lab.url}/formgrader/manage_assignments")
    tab.wait_for_selector("td.num-submissions")
    tab.screenshot(path=picture("formgrader-assignments", tmp_path))
    assert cells(tab, "name", "num-submissions") == [(KEY, "3")]


def test_submissions_have_their_scores(tab: Any, lab: Lab) -> None:
    """Out of 100 for the exercises, 5 more for the question; what people must still grade is said."""
    found = submissions(tab, lab)
    assert found["anna"] == ("needs manual grading", "100 / 105")
    assert found["chen"] == ("needs manual grading", "0 / 105")
    tab.goto(f"{lab.url}/formgrader/gradebook/{KEY}/{KEY}")
    tab.wait_for_selector("td.code-score")
    assert sorted(cells(tab, "code-score")) == [("0 / 100",), ("100 / 100",), ("60 / 100",)]


def open_submission(tab: Any, lab: Lab, name: str) -> None:
    """A student's notebook in formgrader."""
    tab.goto(f"{lab.url}/formgrader/gradebook/{KEY}/{KEY}")
    link = tab.locator("td.name a.name-shown", has_text=name).first
    link.wait_for(state="attached")
    tab.goto(lab.url + link.get_attribute("href"))
    tab.wait_for_selector("input.score#plateau")
    # Formgrader fills the fields from the gradebook when the page is there.
    tab.wait_for_function("document.querySelector('input.score')?.placeholder !== ''")


def test_a_submission_shows_what_was_judged(tab: Any, lab: Lab, tmp_path: Path) -> None:
    """Under its test cell: the mistake, by name, in sizes that can be read; the cell's score is the judge's."""
    open_submission(tab, lab, "Rahimi, Bashir")
    result = tab.locator(".gradstep", has_text="mse_grad").filter(has_text="Diagnosis").first
    assert DIAGNOSIS in result.inner_text()
    scores = [tab.get_attribute(f"[id='{name}-check']", "placeholder") for name in ("mse_grad", "sgd_step")]
    assert scores == ["0", "15"]
    label = result.locator("dt", has_text="Called").first
    size, lines = looks(label)
    assert size >= 14
    assert lines == 1
    tab.locator("[id='mse_grad-check']").evaluate(TO_THE_TOP, 130)
    tab.screenshot(path=picture("formgrader-submission", tmp_path))


@pytest.fixture(scope="module")
def by_hand(
    tab: Any, lab: Lab, autograded: CourseDirectory, tmp_path_factory: pytest.TempPathFactory
) -> CourseDirectory:
    """Bashir's answer to the question, graded in formgrader: 4 points and a comment."""
    open_submission(tab, lab, "Rahimi, Bashir")
    score = tab.locator("input.score#plateau")
    score.scroll_into_view_if_needed()
    assert "BEGIN MARK SCHEME" in tab.inner_text("body"), "who grades sees the mark scheme"
    with tab.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        score.fill("4")
        score.press("Tab")
    comment = tab.locator("textarea.comment#plateau-comment")
    with tab.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"):
        comment.fill(COMMENT)
        comment.blur()
    tab.screenshot(path=picture("formgrader-question", tmp_path_factory.mktemp("pictures")))
    return autograded


def test_a_question_is_graded_by_hand(tab: Any, lab: Lab, by_hand: CourseDirectory, tmp_path: Path) -> None:
    """The points count, and only the others wait for somebody."""
    found = submissions(tab, lab)
    tab.set_viewport_size({"width": 1200, "height": 500})
    tab.screenshot(path=picture("formgrader-submissions", tmp_path))
    tab.set_viewport_size(SIZE)
    assert found["bashir"] == ("graded", "64 / 105")
    assert found["anna"] == ("needs manual grading", "100 / 105")


def test_judging_again_leaves_the_hand_given_points(by_hand: CourseDirectory, tmp_path: Path) -> None:
    """Autograded once more, with --force: 4 points and the comment are still there."""
    by_hand.nbgrader("autograde", KEY, "--student", "bashir", "--force")
    by_hand.nbgrader("export", f"--to={tmp_path / 'grades.csv'}")
    with (tmp_path / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert scores == {"anna": (100, 105), "bashir": (64, 105), "chen": (0, 105)}


@pytest.fixture(scope="module")
def feedback(by_hand: CourseDirectory) -> Callable[[str], Path]:
    """The pages that nbgrader makes for students."""
    by_hand.nbgrader("generate_feedback", KEY)
    return lambda student: by_hand.root / "feedback" / student / KEY / f"{KEY}.html"


def test_the_feedback_page_teaches(tab: Any, feedback: Callable[[str], Path], tmp_path: Path) -> None:
    """Scores, what was seen, the mistake by name and the comment; no number of a hidden check, no seed."""
    tab.goto(feedback("bashir").as_uri(), wait_until="domcontentloaded")
    said = tab.inner_text("body")
    assert "(Score: 64.0 / 105.0)" in said
    assert DIAGNOSIS in said
    assert COMMENT in said
    assert "seed:" not in said
    suite = find_content().chapter(KEY).suite_file.read_text(encoding="utf-8")
    hidden = re.findall(r"^def (test_\w+)", suite, re.MULTILINE)
    assert [name for name in hidden if name in tab.content()] == []
    assert len(hidden) > 10
    results = tab.locator(".gradstep")
    assert results.count() == len(find_content().chapter(KEY).exercises)
    examples = results.locator(".tag", has_text="worked example").count()
    assert results.locator("dt", has_text="Expected").count() == examples > 0
    wrong = results.filter(has_text="Diagnosis").first
    label = wrong.locator("dt", has_text="Called").first
    assert looks(label)[0] >= 14
    wrong.evaluate(TO_THE_TOP, 230)
    tab.screenshot(path=picture("nbgrader-feedback", tmp_path))
    figures = tab.locator("img[alt^='Four points']")
    assert figures.count() == 1
    assert figures.evaluate("(e) => e.naturalWidth") > 100


def test_feedback_is_released(by_hand: CourseDirectory, feedback: Callable[[str], Path]) -> None:
    """Into the exchange, a page for each submission."""
    assert feedback("anna").is_file()
    by_hand.nbgrader("release_feedback", KEY)
    released = by_hand.root / "exchange" / "my-class" / "feedback"
    assert len(list(released.glob("*.html"))) == 3


def test_formgrader_opens_from_jupyterlabs_menu(tab: Any, lab: Lab, tmp_path: Path) -> None:
    """As an instructor finds it: Nbgrader, Formgrader."""
    tab.goto(lab.at("lab/workspaces/menu?reset"))
    tab.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    tab.locator(".lm-Menu-itemLabel", has_text="Formgrader").first.click()
    frame = tab.frame_locator("iframe").first
    frame.locator(f"td:has-text('{KEY}')").first.wait_for()
    tab.screenshot(path=picture("jupyterlab-formgrader", tmp_path))


def test_a_check_shows_its_result_in_jupyterlab(
    tab: Any, lab: Lab, autograded: CourseDirectory, tmp_path: Path
) -> None:
    """A student runs all cells: mathematics is set, figures are drawn, and a wrong answer is told under its test."""
    folder = autograded.root / "homework"
    folder.mkdir()
    shutil.copy(autograded.notebook("submitted/bashir"), folder / "homework.ipynb")
    tab.goto(lab.at("lab/workspaces/student/tree/homework/homework.ipynb?reset"))
    tab.wait_for_selector(".jp-Notebook .jp-Cell mjx-container")
    assert tab.locator("img[alt^='Four points']").evaluate("(e) => e.naturalWidth") > 100
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")
    tab.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    tab.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    result = tab.locator(".jp-OutputArea .gradstep").filter(has_text="Diagnosis").first
    result.wait_for()
    tab.locator(".jp-OutputArea .gradstep", has_text="normal_equation").wait_for()
    assert tab.locator(".jp-OutputArea .gradstep").count() == len(find_content().chapter(KEY).exercises)
    assert DIAGNOSIS in result.inner_text()
    assert "cell [" in result.inner_text()
    label = result.locator("dt", has_text="Called").first
    assert looks(label)[1] == 1, "Jupyter's own style for lists stays out"
    assert result.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    result.evaluate("(e) => e.closest('.jp-Cell').previousElementSibling.scrollIntoView({block: 'end'})")
    result.evaluate("(e) => e.closest('.jp-Cell').scrollIntoView({block: 'start'})")
    tab.screenshot(path=picture("jupyterlab-check", tmp_path))
