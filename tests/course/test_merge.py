"""Three-way merge: what only one side changed is taken, what both changed in their own ways is a conflict."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.merge import merge_lines, merge_text
from course.module_merge import merge_modules

LINES = st.lists(st.sampled_from("abcd"), max_size=9)


@given(LINES, LINES)
def test_one_side_alone_wins(base: list[str], changed: list[str]) -> None:
    """Whoever changed it; and both may have made the same change."""
    assert merge_lines(base, changed, base) == changed
    assert merge_lines(base, base, changed) == changed
    assert merge_lines(base, changed, changed) == changed


@given(LINES, LINES, LINES)
def test_it_is_the_same_from_both_sides(base: list[str], mine: list[str], theirs: list[str]) -> None:
    """Mine and theirs may change places where nothing else can be meant: no line is made up or lost in a conflict."""
    merged = merge_lines(base, mine, theirs)
    assert merged == merge_lines(base, theirs, mine)
    assert merged is None or set(merged) <= {*base, *mine, *theirs}


BASE = 'import torch\n\n\ndef f(x):\n    """Old."""\n    # Think.\n    raise NotImplementedError\n'
MINE = BASE.replace("raise NotImplementedError", "return x * 2")


def test_changes_in_different_places_are_both_taken() -> None:
    """A new docstring and a new body."""
    words = BASE.replace("Old.", "New words,\n    in two lines.")
    assert merge_text(BASE, MINE, words) == words.replace("raise NotImplementedError", "return x * 2")


def test_a_new_definition_beside_a_changed_one_is_no_conflict() -> None:
    """Modules are merged definition by definition where their lines cannot be told apart."""
    theirs = BASE.replace("Old.", "New.") + "\n\ndef g(x):\n    raise NotImplementedError\n"
    expected = theirs.replace("raise NotImplementedError", "return x * 2", 1)
    assert merge_text(BASE, MINE, theirs) is None
    assert merge_modules(BASE, MINE, theirs) == expected
    own = MINE + "\n\nif __name__ == '__main__':\n    print(f(2))\n"
    assert merge_modules(BASE, own, theirs) == expected + "\n\nif __name__ == '__main__':\n    print(f(2))\n"
    assert merge_modules(BASE, MINE.replace("\n", "\r\n"), theirs) == expected.replace("\n", "\r\n")
    assert merge_modules(BASE, MINE.replace("Old.", "Mine."), theirs) is None


def test_definitions_that_the_course_took_out_go_unless_they_were_changed() -> None:
    """And what a learner took out stays out."""
    two = BASE + "\n\ndef g(x):\n    raise NotImplementedError\n"
    other = BASE.replace("Old.", "New.").replace("raise NotImplementedError", "raise NotImplementedError()")
    assert merge_modules(two, two.replace("def g", "X = 1\n\n\ndef g"), other) is not None
    gone = merge_modules(two, two + "# my note\n", BASE.replace("raise Not", "raise  Not"))
    assert gone is not None
    assert "def g" not in gone
    assert "# my note" in gone
    kept = merge_modules(two, MINE + "\n\ndef g(x):\n    return x\n", BASE.replace("Old.", "New."))
    assert kept is not None
    assert "    return x\n" in kept
    assert "New." in kept


def test_changes_of_the_same_lines_are_a_conflict() -> None:
    """Nobody can know what is meant."""
    assert merge_text("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n") is None


def test_the_ends_of_lines_stay() -> None:
    """An editor on Windows writes its own, and they make no difference."""
    assert merge_text("a\nb\nc\n", "a\r\nb\r\nmine\r\n", "new\nb\nc\n") == "new\r\nb\r\nmine\r\n"


def test_a_merge_that_is_no_python_is_none() -> None:
    """Lines may fit and the sense may not; what was no Python before may stay so."""
    base = "v = [\n    1,\n    2,\n    3,\n    4,\n    5,\n]\n"
    mine, theirs = base.replace("3,", "3] + ["), base.replace("[", "(").replace("]", ")")
    assert merge_text(base, mine, theirs) is not None
    assert merge_modules(base, mine, theirs) is None
    assert merge_modules(base, base.replace("3,", "3 3,"), theirs) is not None


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@given(base=LINES, mine=LINES, theirs=LINES)
def test_what_git_refuses_is_refused_and_what_is_merged_agrees(
    base: list[str], mine: list[str], theirs: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """git merge-file is careful with neighbours: where it finds no conflict, and nor do we, both say the same."""
    folder = tmp_path_factory.mktemp("merge")
    paths = [_written(folder / name, lines) for name, lines in (("mine", mine), ("base", base), ("theirs", theirs))]
    done = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, text=True, check=False)
    merged = merge_lines(base, mine, theirs)
    # With lines that repeat, two diffs may choose different ones as the same: only unambiguous cases can be compared.
    if len(set(base)) == len(base) and done.returncode == 0 and merged is not None:
        assert merged == done.stdout.splitlines()


def _written(path: Path, lines: list[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)
