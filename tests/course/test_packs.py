"""Chapters outside the repository: begun by `dev new`, judged by `--course DIR`, found in other distributions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from course.author.attempt import laid_over
from course.cli import cli
from course.content import Content, find_content, installed_packs, pack_tree
from course.errors import CourseError
from course.workspace import Workspace

KEY = "ch17_diffusion"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return folder


def course(*arguments: str) -> Result:
    """The real command line with the real content."""
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def test_a_chapter_begun_by_its_key_holds_every_rule_but_what_it_tells_the_author_to_write(here: Path) -> None:
    """Nothing is added to any list: the files are enough; the two lessons and the Chinese title are to be written."""
    begun = course("dev", "new", KEY, "--course", "pack")
    assert begun.exit_code == 0, begun.output
    assert begun.stdout.endswith("Next: course dev check ch17 --course pack\n")
    checked = course("dev", "check", "ch17", "--course", "pack", "--seeds", "1")
    findings = [line for line in checked.stdout.splitlines() if line.startswith("✗")]
    assert [finding.split(":")[0].removeprefix("✗ ") for finding in findings] == [
        f"{KEY} text.zh.toml title", f"{KEY} lesson.en.md", f"{KEY} lesson.zh.md",
    ]  # fmt: skip
    assert course("dev", "mutants", "ch17", "--course", "pack").exit_code == 0


def test_chapters_that_are_judged_at_the_same_time_are_told_as_one_after_another(here: Path) -> None:
    """In the order of their keys, with the same findings and figures, seconds aside."""
    for key in (KEY, "ch18_flows"):
        assert course("dev", "new", key, "--course", "pack").exit_code == 0
    suite = next((here / "pack/suites/ch18_flows/mistakes").iterdir())
    suite.write_text("# A mistake that is none: the solution's own.\n", encoding="utf-8")
    asked = ("dev", "check", "ch17", "ch18", "--course", "pack", "--seeds", "1")
    told = []
    for jobs in ("1", "2"):
        done = course(*asked, "--jobs", jobs)
        assert done.exit_code == 1
        lines = done.stdout.splitlines()
        told.append([line.split()[:-1] if line.startswith("ch") else line for line in lines])
    assert told[0] == told[1]
    assert any("ch18_flows" in line and "loses no points" in line for line in told[1])


def test_a_learner_works_in_a_pack_as_in_the_course(here: Path) -> None:
    """The workspace remembers it; a mistake is named; the next command names what was named to this one."""
    course("dev", "new", KEY, "--course", "pack")
    assert course("start", "ws", "--course", "pack").exit_code == 0
    stub = here / "ws/exercises" / KEY / "rows.py"
    assert "not implemented yet" in course("check", "ch17", "--workspace", "ws").stdout
    stub.write_text(stub.read_text().replace('raise NotImplementedError("row_means is not implemented yet")',
                                             "return x.sum(dim=1)"))  # fmt: skip
    failed = course("check", "ch17", "--workspace", "ws", "--seed", "1")
    assert failed.exit_code == 1
    assert "This is the sum of each row" in failed.stdout
    assert failed.stdout.rstrip().endswith("--workspace ws")
    (here / "pack").rename(here / "gone")
    assert "There is no chapter ch17" in course("check", "ch17", "--workspace", "ws").stderr
    assert course("check", "ch17", "--workspace", "ws", "--course", "gone").exit_code == 1


def test_a_packs_chapter_takes_the_place_of_the_courses_own(here: Path) -> None:
    """A class gets other exercises under a key that it knows."""
    pack = here / "pack"
    (pack / "chapters/ch03_linear_regression").mkdir(parents=True)
    (pack / "chapters/ch03_linear_regression/chapter.toml").write_text(
        'format_version = 1\n[[exercise]]\nname = "other"\nmodule = "other"\npoints = 1\n'
    )
    content = find_content(pack)
    assert [exercise.name for exercise in content.chapter("ch03_linear_regression").exercises] == ["other"]
    assert content.chapter_keys().count("ch03_linear_regression") == 1
    assert content.home(content.chapter("ch03_linear_regression")) == pack
    assert content.home(content.chapter("ch06_mnist_loop")) == content.repository


@pytest.mark.parametrize("key", ["ch17", "17_x", "ch7_x", "ch17_", "ch17_X", "ch17_a/b", "ch03_other"])
def test_a_key_that_cannot_be_is_refused(here: Path, key: str) -> None:
    """Exit 2, the reason, and nothing is written; a number that is taken is one of the reasons."""
    refused = course("dev", "new", key, "--course", "pack")
    assert refused.exit_code == 2
    assert ("ch03_linear_regression already" if key == "ch03_other" else "no chapter key") in refused.stderr
    assert not (here / "pack").exists()


def test_a_folder_that_is_no_pack_is_refused(here: Path) -> None:
    """A typing error must not end in the course's own chapters."""
    refused = course("list", "--course", "typo")
    assert refused.exit_code == 2
    assert "typo is no chapter pack: it has no chapters/." in refused.stderr
    with pytest.raises(CourseError):
        pack_tree(here)


def test_a_pack_of_another_distribution_is_found(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its entry point; a broken one is left out."""
    course("dev", "new", KEY, "--course", str(here / "site/my_pack"))
    (here / "site/my_pack/__init__.py").touch()
    info = here / "site/my_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[gradstep.courses]\nmine = my_pack\nbroken = no_such_package\n")
    assert list(installed_packs()) == []
    monkeypatch.setattr(sys, "path", [str(here / "site"), *sys.path])
    assert [tree.chapters for tree in installed_packs()] == [here / "site/my_pack/chapters"]
    assert KEY in find_content().chapter_keys()


def test_a_file_is_tried_in_the_solutions_place(here: Path) -> None:
    """Every check with its verdict, the numbers of the worked example, and the mistake by its key."""
    course("dev", "new", KEY, "--course", "pack")
    mistake = here / f"pack/suites/{KEY}/mistakes/row_means__sum.py"
    tried = course("dev", "try", "ch17", str(mistake), "--course", "pack", "--seed", "1")
    assert tried.exit_code == 1
    assert tried.stdout.startswith("row_means  0.00 / 10\n")
    assert "got: [9.0]" in tried.stdout
    assert "row_means__sum: This is the sum of each row" in tried.stdout
    assert tried.stdout.count("wrong_answer") == 4
    alternative = here / f"pack/suites/{KEY}/alternatives/row_means__loop.py"
    assert course("dev", "try", "ch17", str(alternative), "--course", "pack").exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"), [("def f(:", "line 1"), ("x = 1", "It defines none of"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_tried_says_why(mini: Any, run: Any, text: str | None, said: str) -> None:
    """No Python, none of the chapter's names, or no file."""
    if text is not None:
        Path("mine.py").write_text(text)
    tried = run("dev", "try", "ch1", "mine.py")
    assert tried.exit_code == 2
    assert said in tried.stderr


def test_only_the_exercises_of_a_file_are_judged(mini: Any) -> None:
    """In each module that it changes."""
    content: Content = mini.content
    both = "def square(x): return x\ndef double(x): return x\n"
    modules, exercises = laid_over(content.chapter("ch01_numbers"), both)
    assert exercises == ["double", "square"]
    assert all(source.endswith("def double(x): return x\n") for source in modules.values())


def test_a_workspaces_settings_say_its_pack(tmp_path: Path) -> None:
    """As an absolute path; a workspace without one has none."""
    Workspace(tmp_path).write_settings("en")
    assert Workspace(tmp_path).pack() is None
    Workspace(tmp_path).write_settings("zh", Path("pack"))
    assert (Workspace(tmp_path).pack(), Workspace(tmp_path).language()) == (Path.cwd() / "pack", "zh")
