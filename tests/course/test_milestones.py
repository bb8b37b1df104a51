"""`course milestone`: the learner's own code draws in a process of its own, and what goes wrong is said clearly."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from course.author.milestones import drawn_milestone
from course.content import find_content
from course.errors import CourseError
from course.milestones import drawing
from course.milestones.asked import Ending, Order
from course.milestones.made import make
from course.milestones.page import chinese_font
from course.milestones.plan import milestone_of
from course.milestones.show import next_milestone
from course.milestones.work import ready
from course.progress import Progress
from course.workspace import Workspace
from grader.notebook import from_cells
from grader.notebook.document import Cell
from grader.sandbox.inside.modules import Modules
from grader.submission import Submission, from_files

KEY = "ch01_numbers"
Run = Callable[..., Any]
TRIPLE = "return double(x) + x"


@pytest.fixture
def workspace(run: Run, mini: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in English with everything solved, and the command line in it."""
    root = tmp_path / "ws"
    assert run("start", str(root)).exit_code == 0
    mini.solve(root)
    monkeypatch.chdir(root)
    return root


def change(root: Path, old: str, new: str) -> None:
    """Replaces a text in the learner's module."""
    path = root / "exercises" / KEY / "arith.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def pixels(png: bytes) -> Image.Image:
    """The picture."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_the_picture_is_drawn_by_the_learners_code(run: Run, workspace: Path) -> None:
    """It is kept in the workspace, the sentence has the numbers that came out, and other code gives another picture."""
    done = run("milestone", "ch1")
    assert done.exit_code == 0, done.output
    picture = workspace / "milestones" / f"{KEY}.png"
    right = picture.read_bytes()
    assert pixels(right).size == (864, 432)
    assert "Three times the ink\nThe largest is 36.\nThe picture is in milestones/ch01_numbers.png.\n" in done.stdout
    assert done.stdout.splitlines()[-1] == "Next: course check ch1/double"
    assert run("milestone").exit_code == 0
    assert picture.read_bytes() == right
    change(workspace, TRIPLE, "print('here'); return x * 4")
    again = run("milestone", "1", "--lang", "zh")
    assert "最大的是 48。" in again.stdout
    assert picture.read_bytes() != right


def test_it_is_the_next_step_once_a_chapter_is_full(run: Run, workspace: Path) -> None:
    """After the last exercise that counts, until the picture is there; with one left, that comes first."""
    assert run("check", "ch1/double").stdout.splitlines()[-1] == "Next: course check ch1/triple"
    full = run("check", "ch1/triple").stdout.splitlines()
    assert full[-1] == "Next: course milestone ch1"
    picture = workspace / "milestones" / f"{KEY}.png"
    picture.parent.mkdir()
    picture.write_bytes(b"")
    assert run("check", "ch1/triple").stdout.splitlines()[-1] == "Next: course check ch1/square"


def test_list_and_status_know_it(run: Run, workspace: Path) -> None:
    """A chapter whose picture is there has a mark; its milestone stands below its exercises."""
    assert "milestone" not in run("list").stdout
    assert "  · milestone: Three times the ink\n" in run("list", "ch1").stdout
    (workspace / "milestones").mkdir()
    (workspace / "milestones" / f"{KEY}.png").write_bytes(b"")
    assert re.search(r"ch1\s+0/2\s+Numbers\s+✓ milestone\n", run("list").stdout)
    assert "  ✓ milestone: Three times the ink\n" in run("list", "ch1").stdout
    assert "Milestones drawn: ch1\n" in run("status").stdout


@pytest.mark.parametrize(
    ("old", "new", "said", "following"),
    [
        (TRIPLE, "raise NotImplementedError('later')", "runs your own triple, which is not written yet", "ch1/triple"),
        ("def triple", "def tripel", "runs your own triple, which is not written yet", "ch1/triple"),
        ("return x * 2", "raise NotImplementedError()", "runs your own double, which is not written yet", "ch1/double"),
        (TRIPLE, "return double(x) +", "exercises/ch01_numbers/arith.py:27: invalid syntax", "ch1/double"),
    ],
)
def test_what_is_not_written_is_named_before_anything_runs(
    run: Run, workspace: Path, old: str, new: str, said: str, following: str
) -> None:
    """Also what the milestone's exercises build on, and a module that is no Python; with the command to type next."""
    change(workspace, old, new)
    done = run("milestone", "ch1")
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stderr.splitlines()[-1] == f"Next: course check {following}"
    assert not (workspace / "milestones").exists()


def test_several_that_are_not_written_are_named_together(mini: Any) -> None:
    """One sentence for all of them."""
    milestone = milestone_of(mini.chapter)
    assert milestone is not None
    with pytest.raises(CourseError, match=r"these are not written yet: double, triple\."):
        ready(milestone, submitted(mini, "def double(x):\n    raise NotImplementedError\n"))


def submitted(mini: Any, arith: str) -> Submission:
    """A submission with this module."""
    return from_files({"arith": arith.encode(), "power": b""}, mini.chapter.modules, chapter_key=KEY)


def why_not(mini: Any, arith: str, **options: Any) -> tuple[str, str | None, int]:
    """What a learner with this module is told, the next command and the exit code."""
    milestone = milestone_of(mini.chapter)
    assert milestone is not None
    with pytest.raises(CourseError) as raised:
        make(milestone, submitted(mini, arith), "en", quiet=True, **options)
    return str(raised.value), raised.value.next_command, int(raised.value.code)


def test_an_exception_shows_the_learners_own_lines(mini: Any) -> None:
    """Only their frames, as file, line and function, and the exception itself."""
    arith = "def double(x):\n    return x['a']\n\n\ndef triple(x):\n    return double(x) + x\n"
    said, following, code = why_not(mini, arith)
    assert said.splitlines()[:5] == [
        "Your code raised an exception:",
        "  arith.py:6, triple",
        "    return double(x) + x",
        "  arith.py:2, double",
        "    return x['a']",
    ]
    assert said.splitlines()[5].startswith("TypeError: ")
    assert "milestone.py" not in said
    assert (following, code) == ("course check ch1", 1)


def test_an_answer_of_no_use_is_said(mini: Any) -> None:
    """Where our own lines cannot go on with what came back, the check is what helps."""
    arith = "def double(x):\n    return x * 2\n\n\ndef triple(x):\n    return None\n"
    said, following, code = why_not(mini, arith)
    assert said.startswith("What your code returned is of no use to the milestone: AttributeError: 'NoneType'")
    assert (following, code) == ("course check ch1", 1)


def test_a_stub_that_only_shows_when_it_runs_is_named(mini: Any) -> None:
    """A helper of the learner's own may raise NotImplementedError, too: then that is what is said."""
    arith = "def later():\n    raise NotImplementedError('to do')\n\n\ndef double(x):\n    return later()\n\n\n"
    said, following, _ = why_not(mini, f"{arith}def triple(x):\n    return double(x)\n")
    assert said == "The milestone runs your own double, which is not written yet."
    assert following == "course check ch1/double"


def test_a_loop_without_an_end_is_ended_and_shown(mini: Any) -> None:
    """The learner's line in which it was is named."""
    arith = "def double(x):\n    while True:\n        x = x + 1\n\n\ndef triple(x):\n    return double(x)\n"
    said, following, code = why_not(mini, arith, seconds=8)
    assert said.startswith("The milestone ran for 8 seconds and was ended. Is there a loop without an end?")
    assert re.search(r"  arith\.py:7, triple\n    return double\(x\)\n  arith\.py:[23], double\n", said)
    assert (following, code) == ("course check ch1", 1)


def test_a_process_that_dies_is_said(mini: Any) -> None:
    """os._exit, or the system that takes the memory back."""
    arith = "import os\ndef double(x): ...\ndef triple(x):\n    os._exit(7)\n"
    said, _, code = why_not(mini, arith)
    assert said == "The process that ran your code ended by itself (exit 7)."
    assert code == 1


def test_files_that_lie_beside_the_modules_are_not_imported(run: Run, workspace: Path) -> None:
    """A torch.py in the learner's folder is nobody's torch."""
    for folder in (workspace, workspace / "exercises" / KEY):
        (folder / "torch.py").write_text("raise RuntimeError('shadowed')\n")
    done = run("milestone", "ch1")
    assert done.exit_code == 0, done.output


def test_a_chapter_without_a_milestone_says_so(run: Run, mini: Any, workspace: Path) -> None:
    """With a name, and without one where no chapter has any."""
    (mini.content.tree.chapters / KEY / "milestone.py").unlink()
    done = run("milestone", "ch1")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "Chapter 1 has no milestone.")
    assert run("milestone").stderr.splitlines()[0] == "No chapter of this course has a milestone."
    assert "milestone" not in run("list", "ch1").stdout


def test_without_a_name_it_is_that_of_a_full_chapter(tmp_path: Path) -> None:
    """The first one that is full and has no picture yet, else the first that has none, else the last."""
    content, workspace = find_content(), Workspace(tmp_path)
    assert next_milestone(content, workspace, Progress()).short == "ch1"
    progress = Progress()
    for chapter in content.chapters()[1:3]:
        for exercise in chapter.exercises:
            if not exercise.optional:
                progress = progress.changed(chapter.key, exercise.name, passed=True)
    assert next_milestone(content, workspace, progress).short == "ch2"
    (tmp_path / "milestones").mkdir()
    for chapter in content.chapters():
        (tmp_path / "milestones" / f"{chapter.key}.png").write_bytes(b"")
    assert next_milestone(content, workspace, progress) == content.chapters()[-1]
    (tmp_path / "milestones" / f"{content.chapters()[2].key}.png").unlink()
    assert next_milestone(content, workspace, progress).short == "ch3"


def test_a_milestone_that_is_none_is_our_fault(run: Run, mini: Any, workspace: Path) -> None:
    """An author's error is not the learner's."""
    (mini.content.tree.chapters / KEY / "milestone.py").write_text("USES = ()\n")
    done = run("milestone", "ch1")
    assert done.exit_code == 3
    assert "USES must be a tuple of the exercises that it runs" in done.stderr


def test_cells_of_a_notebook_draw_the_same_picture(mini: Any) -> None:
    """What a notebook defines is the learner's code like any other."""
    milestone = milestone_of(mini.chapter)
    assert milestone is not None
    cells = [Cell(1, "import torch\ndef double(x):\n    return 2 * x"), Cell(2, "def triple(x):\n    return 3 * x")]
    made = make(milestone, from_cells(cells, mini.chapter, "this notebook"), "zh", quiet=True)
    assert (made.title, made.seen, made.asked) == ("三倍的墨迹", "最大的是 36。", ("triple",))
    broken = from_cells([cells[0], Cell(2, "def triple(x):\n    return x.nose")], mini.chapter, "this notebook")
    with pytest.raises(CourseError, match=r"  this notebook\[2\]:2, triple\n    return x\.nose\nAttributeError: "):
        make(milestone, broken, "en", quiet=True)


def test_orders_and_endings_travel_as_lines() -> None:
    """What is asked and answered comes out as it went in."""
    order = Order("ch01", ("a", "b"), {"m": [("m.py", "x = '\n'")]}, "zh", "/p.png", 3.5)
    assert Order.of(order.line()) == order
    ending = Ending("raised", {"a": "1"}, "E: \n", "double", (("m.py", 3, "f", "x"),), ("double",), 2.5)
    assert Ending.of(ending.line()) == ending
    assert order.line().count("\n") == ending.line().count("\n") == 1


def test_the_place_of_a_thread_is_the_learners() -> None:
    """Frames of torch's or ours are left out."""
    source = "def inner(told):\n    return told()\ndef f(told):\n    return inner(told)\n"
    modules = Modules({"m": [("m.py", source)]})
    seen = modules.load("m").f(lambda: drawing.where_it_is(sys._getframe(), modules))
    assert seen == (("m.py", 4, "f", "return inner(told)"), ("m.py", 2, "inner", "return told()"))
    assert drawing.where_it_is(sys._getframe(), modules) == ()


def test_a_font_with_chinese_characters() -> None:
    """The best that there is, an ordinary weight before others; none where none is known."""
    fonts = ["/f/DejaVuSans.ttf", "/f/wqy-zenhei.ttc", "/f/NotoSansCJK-Bold.ttc", "/f/NotoSansCJK-Regular.ttc"]
    assert chinese_font(fonts) == Path("/f/NotoSansCJK-Regular.ttc")
    assert chinese_font(fonts[:3]) == Path("/f/NotoSansCJK-Bold.ttc")
    assert chinese_font(fonts[:2]) == Path("/f/wqy-zenhei.ttc")
    assert chinese_font(fonts[:1]) is None


def rule(mini: Any, old: str, new: str) -> list[str]:
    """What `course dev check` says when it draws, with the milestone changed."""
    path = mini.content.tree.chapters / KEY / "milestone.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return [f"{found.where}: {found.what}" for found in drawn_milestone(mini.content.chapter(KEY))]


WHERE = f"{KEY} milestone.py: "


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("figure, ax", "figure, ax", []),
        ("    ax.bar(", "    ax.remove() or ax.barh(", ["the picture is as good as blank"]),
        ("width=6, height=3", "width=2, height=1", ["the picture is too small: 288 x 144 pixels"]),
        ('("triple",)', '("square",)', ["uses triple, which USES does not name"]),
        ("max(values)", "__import__('time').time()", ["other numbers come out when it is drawn again"]),
        ("mine.triple", "mine.triple and page.nothing", ["with the solution: What your code returned is of no use"]),
        ("page.see(largest", "page.see(smallest", ["KeyError: 'largest'"]),
    ],
)
def test_the_rule_that_it_draws(mini: Any, old: str, new: str, found: list[str]) -> None:
    """Blank, tiny, of other exercises than it names, other numbers each time, no picture at all: each is found."""
    said = rule(mini, old, new)
    assert len(said) == len(found), said
    for line, wanted in zip(said, found, strict=True):
        assert line.startswith(WHERE + wanted)


def test_the_rule_that_stubs_are_named(mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A milestone that draws with the stubs, or does not say what is missing, is found."""
    import course.author.milestones as rules

    real = rules.make

    def lenient(milestone: Any, submission: Any, lang: str, **options: Any) -> Any:
        return real(replace(milestone, uses=()), submission, lang, **options)

    monkeypatch.setattr(rules, "make", lenient)
    said = rule(mini, "mine.triple(", "abs(")
    assert said[-1] == WHERE + "draws with the stubs"


def test_the_notebooks_function_needs_a_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    """Elsewhere it says which command does the same."""
    from course import milestone

    milestone("ch4", lang="en")
    assert "In a terminal: course milestone ch4" in capsys.readouterr().out


def test_a_picture_is_shown_with_what_there_is_to_see() -> None:
    """HTML with the picture, its alternative text and the sentence; text where nothing else can be shown."""
    from course.milestones.made import Made
    from course.notebook.milestone import Picture

    shown = Picture(Made(b"\x89PNG", "A <b>", "Look & see.", {}, (), 0.0))._repr_mimebundle_()
    assert shown["text/plain"] == "A <b>: Look & see."
    assert 'alt="A &lt;b&gt;: Look &amp; see."' in shown["text/html"]
    assert 'src="data:image/png;base64,iVBORw=="' in shown["text/html"]
    assert "<figcaption>Look &amp; see.</figcaption>" in shown["text/html"]
