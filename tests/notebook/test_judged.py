"""A notebook's modules judged: verdicts are those of files, and places are cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fake_sandbox
import pytest
from judging import Conditions, load, no_data

from grader.notebook import from_notebook
from grader.own_answers import OwnAnswers
from grader.plugin import Suite
from grader.results import CheckResult, Failure, Place, Verdict
from grader.seeds import Seeds
from grader.sitting import Sitting
from grader.store import Store
from grader.submission import Submission, without_place

CHAPTER = load("ch90_mini")
BORROWED = "import torch\n\ndef scale(x, factor):\n    y = x\n    return torch.mul(y, factor)\n"


@pytest.fixture(scope="module")
def suite() -> Iterator[Suite]:
    return Suite(CHAPTER, no_data)


def judged(submission: Submission, suite: Suite) -> dict[str, CheckResult]:
    sandbox = fake_sandbox.FakeSandbox()
    ours = OwnAnswers(sandbox, fake_sandbox.FakeSandbox, device="cpu")
    with Sitting(CHAPTER, submission, suite, sandbox, Seeds.from_text("1"), Conditions(), ours) as sitting:
        return {result.name: result for result in sitting.judge(lambda _: None)}


def solved(*instead: str) -> list[str]:
    """The solution's modules as cells, scale's replaced where something else is given."""
    sources = dict(CHAPTER.solution_sources)
    scaling = sources.pop("scaling")
    return ["# title", *(instead or (scaling,)), *sources.values()]


def failures(results: dict[str, CheckResult], exercise: str) -> list[Failure]:
    mine = [result.failure for result in results.values() if result.exercise == exercise]
    found = [failure for failure in mine if failure is not None]
    assert found
    return found


def test_the_solution_in_cells_passes(book, suite: Suite) -> None:
    """Every check of every exercise, as from files."""
    results = judged(from_notebook(book(*solved()), CHAPTER, "hw.ipynb"), suite)
    verdicts = {result.name: result.verdict for result in results.values()}
    assert set(verdicts.values()) <= {Verdict.PASSED, Verdict.NOT_RUN_HERE}, verdicts


def test_what_is_forbidden_is_found_in_its_cell(book, suite: Suite) -> None:
    """With the line of the cell."""
    results = judged(from_notebook(book(*solved(BORROWED)), CHAPTER, "hw.ipynb"), suite)
    failure = failures(results, "scale")[0]
    assert (failure.verdict, failure.place) == (Verdict.USED_BUILTIN, Place("hw.ipynb[2]", 5))
    assert str(failure.place) == "hw.ipynb, cell 2, line 5"


def test_what_is_raised_is_placed_in_its_cell(book, suite: Suite) -> None:
    """Also below a magic and a print that is not run."""
    cell = "%matplotlib inline\nprint(1)\ndef scale(x, factor):\n    raise KeyError('no')"
    results = judged(from_notebook(book(*solved(cell)), CHAPTER, "hw.ipynb"), suite)
    raised = [failure for failure in failures(results, "scale") if failure.verdict is Verdict.RAISED]
    assert {failure.place for failure in raised if failure.place is not None} == {Place("hw.ipynb[2]", 4)}


def test_a_broken_cell_and_a_missing_one_are_said(book, suite: Suite) -> None:
    """And cost nothing else."""
    cells = [*solved("def scale(x, factor:\n    pass")[:-1]]
    results = judged(from_notebook(book(*cells), CHAPTER, "hw.ipynb"), suite)
    assert {str(failure.message) for failure in failures(results, "scale")} == {
        "hw.ipynb, cell 2, line 1: '(' was never closed"
    }
    assert {str(failure.message) for failure in failures(results, "store")} == {"no cell of hw.ipynb defines store"}
    assert all(result.verdict is Verdict.PASSED for result in results.values() if result.exercise == "Gain")


@pytest.mark.parametrize("cells", [solved(), solved("def scale(x, factor:\n    pass"), solved(f"X = '{'x' * 100_000}'",
                         "def scale(x, factor): return X")], ids=["whole", "broken", "large"])  # fmt: skip
def test_a_class_run_keeps_what_repeats_it(book, tmp_path: Path, cells: list[str]) -> None:
    """The store gives back the very submission, whatever the notebook was called."""
    submission = without_place(from_notebook(book(*cells), CHAPTER, "a/mine.ipynb"), chapter_key=CHAPTER.key)
    assert {file.path_shown for file in submission.modules.values()} == {f"{CHAPTER.key}.ipynb"}
    store = Store(tmp_path)
    store.keep_sources(submission)
    back = store.submission(submission.digest, CHAPTER.modules, CHAPTER.key)
    readable = {name: file for name, file in submission.modules.items() if file.text is not None}
    assert {name: back.modules[name] for name in readable} == readable
    assert {name: file.text for name, file in back.modules.items()} == {
        name: file.text for name, file in submission.modules.items()
    }
