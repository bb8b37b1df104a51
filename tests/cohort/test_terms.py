"""What machines must have in common: found out before anything is judged, and said."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from judging import MINI

from grader.engines import Job
from grader.engines import terms as module
from grader.engines.terms import Terms, arrive, differences, leave, terms_from, terms_of
from grader.grade import Conditions
from grader.sandbox.confine import Tier, strongest
from grader.spec import ContentTree, load_chapter


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A chapter and a data set of the machine's own."""
    shutil.copytree(MINI, tmp_path / "course")
    tree = ContentTree(*(tmp_path / "course" / name for name in ("chapters", "solutions", "exercises", "suites")))
    data = tmp_path / "numbers.csv"
    data.write_text("1,2\n")
    conditions = Conditions(
        device="cpu", tier=strongest(), data={"numbers": data}, diagnosis_seconds=1.5, only=frozenset({"scale"})
    )
    return Job((load_chapter(tree, "ch90_mini"),), conditions, tmp_path / "temporary")


def said(terms: Terms, folder: Path) -> list[str]:
    """What speaks against this machine."""
    found = differences(terms, folder)
    return [] if isinstance(found, Job) else [str(one) for one in found]


def test_a_job_comes_back_as_it_was(job: Job) -> None:
    """By way of JSON, with the temporary folder of the other machine; the class's secret is no part of it."""
    text = terms_of(job).to_json()
    terms = terms_from(text)
    assert terms == terms_of(job)
    assert terms is not None
    there = differences(terms, Path("/elsewhere"))
    assert there == replace(job, temporary=Path("/elsewhere"))


def test_another_format_is_not_guessed_at(job: Job) -> None:
    """A command of another version gets no judge."""
    assert terms_from(json.dumps({**json.loads(terms_of(job).to_json()), "format": 99})) is None
    assert terms_from("{}") is None


CHANGES = {
    "suites/ch90_mini/test_ch90.py": "its ch90_mini is not the command's: the suite",
    "solutions/ch90_mini/scaling.py": "its ch90_mini is not the command's",
    "suites/ch90_mini/mistakes/scale__accepts_zero.py": "its ch90_mini is not the command's",
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_chapter_that_differs_is_named(job: Job, tmp_path: Path, changed: str) -> None:
    """The suite, the solution or a mistake; also in a process that had read them before."""
    terms = terms_of(job)
    assert said(terms, tmp_path) == []
    with (tmp_path / "course" / changed).open("a") as file:
        file.write("\n# changed\n")
    (reason,) = said(terms, tmp_path)
    assert reason.startswith(CHANGES[changed])


def test_everything_that_differs_is_said(job: Job, tmp_path: Path) -> None:
    """Versions, code, what is missing and what is another."""
    terms = terms_of(job)
    wrong = replace(terms, code="0", versions={**terms.versions, "torch": "1.0"})
    (tmp_path / "numbers.csv").write_text("1,3\n")
    shutil.rmtree(tmp_path / "course/chapters")
    code, torch, chapter, data = said(wrong, tmp_path)
    assert code == "its gradstep is not the command's: install the same version in both places"
    assert torch == f"it has torch {terms.versions['torch']}, the command has 1.0"
    assert chapter.startswith("it does not have ch90_mini: ")
    assert data == "its data set numbers is not the command's"
    (tmp_path / "numbers.csv").unlink()
    assert said(wrong, tmp_path)[3] == f"it does not have numbers: {tmp_path / 'numbers.csv'}"


def test_a_weaker_sandbox_is_refused(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tier of the class is the least that a machine must have."""

    class Refused:
        refused = "namespaces are forbidden"

    monkeypatch.setattr(module, "probe", lambda _: Refused)
    terms = replace(terms_of(job), tier=str(Tier.FULL))
    assert said(terms, tmp_path) == ["the sandbox tier full cannot be had there: namespaces are forbidden"]


def test_folders_are_found_where_they_lie_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gradstep's own and those of packages lie elsewhere on another machine; what is neither has the same path."""
    here = Path(module.grader.__file__).resolve().parent / "suites"
    places = [leave(here), leave(tmp_path / "mine")]
    assert places == ["gradstep:grader/suites", f"path:{tmp_path / 'mine'}"]
    monkeypatch.setattr(module, "_roots", lambda: {"gradstep": Path("/other"), "packages": Path("/packages")})
    assert [arrive(place) for place in (*places, "packages:pack/suites")] == [
        Path("/other/grader/suites"), tmp_path / "mine", Path("/packages/pack/suites")]  # fmt: skip
