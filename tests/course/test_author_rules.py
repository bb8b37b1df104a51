"""Each rule of `course dev check` that is seen without judging: the tiny course keeps it, and breaking it is found."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course.author.claims import check_claims
from course.author.lessons import check_lessons, read_lesson
from course.author.milestones import check_milestone
from course.author.notebooks import check_notebook
from course.author.oracles import check_oracles
from course.author.stubs import check_stubs
from course.author.suite_files import check_suite, written_checks
from course.author.texts import check_texts
from course.author.update import update_content
from course.content import Content
from course.screen import Screen

KEY = "ch01_numbers"
Change = Callable[[str, str, str], None]


@pytest.fixture
def course(mini: Any) -> Any:
    """The tiny course with its stubs written."""
    update_content(mini.content, Screen("en"), ("ch1",))
    return mini


@pytest.fixture
def change(course: Any) -> Change:
    """Replaces a text that must be there in a file of the course."""

    def replace(name: str, old: str, new: str) -> None:
        path = course.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def findings(course: Any) -> list[str]:
    """Everything that the static rules say, as a reader sees it."""
    content = Content(course.content.tree, course.root)
    chapter = content.chapter(KEY)
    rules = (
        check_stubs(chapter, course.root), check_suite(chapter), check_texts(chapter), check_lessons(chapter),
        check_notebook(chapter), check_oracles(chapter), check_claims(chapter), check_milestone(chapter),
    )  # fmt: skip
    return [f"{finding.where}: {finding.what}" for rule in rules for finding in rule]


def test_a_course_that_keeps_the_rules_has_no_finding(course: Any) -> None:
    """The rules are silent where they hold."""
    assert findings(course) == []


CHAPTERS, SUITES = f"course/chapters/{KEY}", f"grader/suites/{KEY}"
SOLUTION, SUITE = f"solutions/{KEY}/arith.py", f"{SUITES}/test_ch01.py"


EN, ZH = f"{CHAPTERS}/text.en.toml", f"{CHAPTERS}/text.zh.toml"
DRAWN = f"{CHAPTERS}/milestone.py"
LESSON_EN, LESSON_ZH = f"{CHAPTERS}/lesson.en.md", f"{CHAPTERS}/lesson.zh.md"
HALF = f"{SUITES}/mistakes/double__half.py"


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (SOLUTION, "Twice x,", "Two times x,", "arith.py: the stub is stale: `course dev update ch1`"),
        (SOLUTION, "def double(x: torch.Tensor)", "def double(x)", "double is not annotated: x"),
        (SOLUTION, "import torch\n", "import torch\nimport power\n", "as a notebook: arith.py:4: in a notebook"),
        (SOLUTION, ") -> torch.Tensor", ")", "double is not annotated: return"),
        (SOLUTION, "    ### END SOLUTION\n\n\n", "\n\n", "a second ### BEGIN SOLUTION"),
        (
            SOLUTION,
            "Example:\n        >>> double",
            "So:\n        double",
            "the docstring of double has no worked example",
        ),
        (
            SUITE,
            "    assert_unchanged",
            "    with student.raises(Exception): pass\n    assert_unchanged",
            "without naming",
        ),
        (SUITE, '    """triple is three times x"""', "", "test_triple_values: has no docstring"),
        (
            SUITE,
            "@pytest.mark.visible\ndef test_double_ex",
            "def test_double_ex",
            "ch1/double: the first check must be",
        ),
        (
            SUITE,
            "@double\ndef test_double_values",
            "def test_double_values",
            "test_double_values: belongs to no exercise",
        ),
        (SUITE, "def test_double_values", "def test_triple_values", "test_triple_values: two checks have this name"),
        (
            SUITE,
            "@square\ndef test_square_shapes",
            "@double\ndef test_square_shapes",
            "ch1/square: 2 checks, at least 3",
        ),
        (HALF, "def double", "def dobule", "double__half.py: does not define double"),
        (HALF, "def double", "def triple(x): pass\ndef double", "defines another exercise"),
        (HALF, '"""', "#", "double__half.py: has no docstring"),
        (f"{SUITES}/alternatives/double__sum.py", "return", "return (", "double__sum.py: line"),
        (EN, '"hint 2 for double", ', "", "text.en.toml double: 2 hints, not 3"),
        (EN, '"The double"', '""', "text.en.toml double: has no title"),
        (ZH, "[exercise.double]", "[exercise.duoble]", "exercise double is missing"),
        (EN, "[mistake.double__half]", "[mistake.double__hlaf]", "mistake double__half is missing"),
        (ZH, "[mistake.double__half]", "[mistake.other__half]", "mistake other__half belongs to"),
        (ZH, "练习 double", "exercise double", "exercise.double.title: is not Chinese"),
        (ZH, "这是 double__half。", "This is it.", "mistake.double__half: is not Chinese"),
        (ZH, "test_double_values =", "test_double_other =", "check test_double_values is missing"),
        (ZH, "[stub.power]", "[stub.pwoer]", "stub pwoer belongs to nothing"),
        (ZH, "triple = '''", "tripel = '''", "docs triple is missing"),
        (ZH, ">>> double(", ">>> triple(", "docs.double: its example differs"),
        (ZH, '"Think of the shape."', '"Think of it."', "comments Think of the shape. is missing"),
        (EN, "[exercise.double]", '[exercise.double]\nwhy = "It does."', "`why` stands in one"),
        (EN, "title =", "titel =", "text.en.toml: unknown key 'titel'"),
        (LESSON_EN, "word " * 200, "", "lesson.en.md: 1402 words, at least 1500"),
        (LESSON_ZH, "汉字" * 100, "", "lesson.zh.md: 2404 Chinese characters"),
        (LESSON_ZH, "## ", "### ", "the lessons' headings differ"),
        (LESSON_ZH, "x = 1", "x = 2", "the lessons' code differs from block 1 on"),
        (LESSON_ZH, "$$a + b$$", "$$a - b$$", "the lessons' formulas differ: a+b"),
        (LESSON_EN, "$$a", "![f](figures/no.svg)\n$$a", "the figure figures/no.svg is missing"),
        (LESSON_ZH, "course milestone ch1", "course check ch1", "does not lead to `course milestone ch1`"),
        (DRAWN, '("triple",)', '("tripel",)', "USES: tripel is no exercise of the chapter"),
        (DRAWN, "USES =", "USED =", "USES must be a tuple of the exercises that it runs"),
        (DRAWN, "def draw", "def draw(", "milestone.py: Function parameters"),
        (DRAWN, 'page.text("bar")', 'page.text("bars")', "text.en.toml milestone: bars is missing"),
        (EN, 'title = "Three times the ink"', "", "text.en.toml milestone: title is missing"),
        (EN, 'title = "Three times the ink"', 'title = " "', "text.en.toml milestone: title is empty"),
        (EN, "[milestone]", '[milestone]\nfoot = "x"', "milestone: foot stands in one language only"),
        (ZH, "最大的是 {largest}。", "最大的。", "milestone: seen has other fields in Chinese"),
        (ZH, "三倍的墨迹", "Three times", "text.zh.toml milestone.title: is not Chinese"),
        (SUITE, "assert_close(student.double(x), 2 * x)", "assert_close(2 * x, student.double(x))", "comes from the"),
        (SUITE, "x = rng.normal(5, 3)", "x = torch.randn(5, 3)", "torch.randn draws from the global generator"),
    ],
)
def test_a_broken_rule_is_found(course: Any, change: Change, name: str, old: str, new: str, found: str) -> None:
    """Breaking one rule in one place is found and said."""
    change(name, old, new)
    said = findings(course)
    assert any(found in line for line in said), said


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (f"{SUITES}/alternatives/double__sum.py", "ch1/double: 1 alternatives, at least 2 are wanted"),
        (f"{SUITES}/mistakes/square__cubed.py", "ch1/square: 3 mistakes, at least 4 are wanted"),
        (f"{CHAPTERS}/lesson.zh.md", "there is no lesson.zh.md"),
        (SUITE, "there is no test_ch01.py"),
        (SOLUTION, f"there is no solutions/{KEY}/arith.py"),
        (f"exercises/{KEY}/arith.py", "the stub is stale"),
        (f"{CHAPTERS}/text.zh.toml", "text.zh.toml"),
        (f"{CHAPTERS}/milestone.py", "there is no milestone.py"),
    ],
)
def test_a_missing_file_is_found(course: Any, name: str, found: str) -> None:
    """What is not there is named."""
    (course.root / name).unlink()
    said = findings(course)
    assert any(found in line for line in said), said


def test_a_file_of_no_exercise_is_found(course: Any) -> None:
    """A variant whose name fits no exercise would never be run."""
    (course.root / SUITES / "mistakes" / "doubel__half.py").write_text('"""x"""\n')
    assert any("doubel__half.py: is named after no exercise" in line for line in findings(course))


def test_the_checks_of_a_suite_as_they_are_written(course: Any) -> None:
    """Marks given by a name or directly, weights and visibility are read."""
    path = course.root / SUITE
    path.write_text(
        'import pytest\nw = pytest.mark.exercise("double")\n\n'
        '@w\n@pytest.mark.visible\ndef test_a(student):\n    """A"""\n\n'
        '@pytest.mark.exercise("triple")\n@pytest.mark.weight(2)\ndef test_b(student):\n    """B"""\n\n'
        "def helper():\n    pass\n"
    )
    assert [(c.name, c.exercise, c.visible, c.weight, c.docstring) for c in written_checks(path)] == [
        ("test_a", "double", True, 0, "A"),
        ("test_b", "triple", False, 2, "B"),
    ]


def test_comments_and_words_in_formulas_may_differ() -> None:
    """Only what a reader must find alike in both languages is compared."""
    en = read_lesson("# T\n\n$x_{\\text{new}}$ and $y$\n\n```python\nx = 1  # set\n# why\n```\n")
    zh = read_lesson("# 题\n\n$y$ 和 $x_{\\text{新}}$\n\n```python\nx = 1  # 设\n# 为何\n```\n")
    assert (en.headings, en.code, en.inline) == (zh.headings, zh.code, zh.inline)
    assert en.inline == {"x_{\\text{}}", "y"}


def test_money_and_code_are_no_formulas() -> None:
    """A dollar sign inside code or before a price starts no formula; a # inside code is no heading."""
    lesson = read_lesson("It costs $5 or $6.\n\n`$HOME$`\n\n```sh\n# not a heading\necho $A $B\n```\n")
    assert not lesson.formulas
    assert not lesson.inline
    assert lesson.headings == ()


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b", *arguments],
        check=True,
        capture_output=True,
    )


def test_a_solved_clone_is_fresh(course: Any) -> None:
    """What counts is the stub in the git index, however far the clone's exercises are solved."""
    git(course.root, "init", "--quiet")
    git(course.root, "add", ".")
    course.solve(course.root)
    assert findings(course) == []


def test_a_stale_stub_in_the_index_is_found_and_mended(course: Any, change: Change) -> None:
    """After the solution changed the stub is stale until dev update has written it."""
    git(course.root, "init", "--quiet")
    git(course.root, "add", ".")
    change(SOLUTION, "Twice x,", "Two times x,")
    change(f"{CHAPTERS}/text.zh.toml", "x 的两倍", "两倍的 x")
    assert findings(course) == [f"{KEY}/arith.py: the stub is stale: `course dev update ch1`"]
    assert update_content(course.content, Screen("en"), ("ch1",)) == 0
    assert findings(course) == []


def test_update_never_overwrites_an_edited_stub(
    course: Any, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stub that somebody edited stays, and is said; one that only update wrote is made anew, with git or without."""
    for prepare in ((), ("init", "--quiet")):
        if prepare:
            git(course.root, *prepare)
            git(course.root, "add", ".")
        change(SOLUTION, "Twice x,", "Twice x ,")
        assert update_content(course.content, Screen("en"), ("ch1",)) == 0
        stub = course.root / f"exercises/{KEY}/arith.py"
        assert "Twice x ," in stub.read_text()
        stub.write_text(stub.read_text() + "\n# mine\n")
        change(SOLUTION, "Twice x ,", "Twice x,")
        assert update_content(course.content, Screen("en"), ("ch1",)) == 1
        assert "# mine" in stub.read_text()
        assert f"exercises/{KEY}/arith.py was edited and is left alone" in capsys.readouterr().err
        stub.unlink()
        assert update_content(course.content, Screen("en"), ("ch1",)) == 0


def test_update_works_in_a_clone_only(course: Any) -> None:
    """An installed course has nothing to update."""
    from course.errors import CourseError

    with pytest.raises(CourseError, match="in a clone of the repository, or with --course"):
        update_content(Content(course.content.tree), Screen("en"), ())
