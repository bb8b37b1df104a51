from __future__ import annotations

from pathlib import Path

import pytest

from course.glossary import Term
from course.serve.code import coloured, numbered
from course.serve.lesson import Lesson, read_lesson
from course.serve.terms import TermFinder

TERMS = [
    Term("batch", "batch", "批", "m", "m", Path("t")),
    Term("batch_size", "batch size", "批量大小", "m", "m", Path("t")),
    Term("gradient", "gradient", "梯度", "m", "m", Path("t")),
    Term("chapter", "chapter", "章节", "m", "m", Path("t")),
]


def read(text: str, lang: str = "en") -> Lesson:
    return read_lesson(text, lambda source: f"/there/{source}", {"figures/a.svg": (52, 37)}, TermFinder(TERMS, lang))


def test_markup_in_a_lesson_is_text() -> None:
    """Raw HTML is shown; a link that would run something is none; code and formulas are escaped."""
    prose = "a <b onclick=x>b</b>\n\n[c](javascript:alert(1)) `<i>` $a<b$\n\n"
    html = read(f"{prose}```python\nx = '<i>'\n```\n\n```\n<u>\n```\n").html
    assert "<b" not in html
    assert "&lt;b onclick" in html
    assert 'href="javascript' not in html
    assert "<i>" not in html
    assert "<u>" not in html
    assert '<span class="math inline">a&lt;b</span>' in html


def test_the_sections_of_a_lesson() -> None:
    """The title is the page's; each heading has an anchor, and its text what was said below it, without marks."""
    lesson = read("# A *title*\n\n## One\n\nSome **bold** `code`, $x^2$.\n\n### Two\n\n```python\ny = 1\n```\n")
    assert lesson.title == "A title"
    assert "<h1" not in lesson.html
    assert '<h2 id="s1">One</h2>' in lesson.html
    assert '<h3 id="s2">Two</h3>' in lesson.html
    assert [(section.anchor, section.title, section.level) for section in lesson.sections] == [
        ("s1", "One", 2),
        ("s2", "Two", 3),
    ]
    assert lesson.sections[0].text == "Some bold code, x^2."
    assert "y = 1" in lesson.sections[1].text


def test_figures_have_their_addresses_and_sizes() -> None:
    """One whose size is known takes its room before it is there; a picture of another site stays where it is."""
    html = read("![what it shows](figures/a.svg)\n\n![b](https://there/b.png)\n").html
    assert '<img src="/there/figures/a.svg" alt="what it shows" class="drawing" width="52" height="37"' in html
    assert '<img src="https://there/b.png" alt="b"' in html


def test_dollars_that_are_no_formula() -> None:
    """Prices stay prices; a formula is none in code."""
    html = read("It costs 5$ or 6$ here, and `$x$`.\n").html
    assert "math" not in html
    assert "<code>$x$</code>" in html


@pytest.mark.parametrize(
    ("text", "lang", "linked"),
    [
        ("A batch, and two batches.", "en", ["batch"]),
        ("The batch size is no batch; gradients.", "en", ["batch size", "batch", "gradients"]),
        ("`batch` and [a batch](https://x) and mini-batch and batched", "en", []),
        ("This chapter has terms.", "en", []),
        ("## The gradient\n\nThe gradient.", "en", ["gradient"]),
        ("批量大小与梯度，梯度。", "zh", ["批量大小", "梯度"]),
        ("一批数据", "zh", []),
    ],
)
def test_the_first_use_of_a_term_is_linked(text: str, lang: str, linked: list[str]) -> None:
    """Not in headings, code, links or longer words; each once, the longest name first."""
    html = read(text, lang).html
    assert [part.partition("</a>")[0].partition(">")[2] for part in html.split('<a class="term"')[1:]] == linked


def test_code_keeps_its_lines() -> None:
    """A text over several lines is coloured in each; nothing is lost, not even empty lines at the ends."""
    source = '\n"""One\n\n<two>"""\nx = 1\n'
    lines = numbered(source, failing={4}, here={5})
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert lines[3].html == '<span class="t-d">&lt;two&gt;&#34;&#34;&#34;</span>'
    assert [line.failing for line in lines] == [False, False, False, True, False]
    assert [line.here for line in lines] == [False, False, False, False, True]
    assert coloured("a\n\nb").count("\n") == 2


def test_code_that_is_no_python_is_shown() -> None:
    """Whatever is in a file: broken, empty, or full of marks that would turn the line around."""
    assert numbered("") == []
    assert "def (:" in numbered("def (:\n")[0].html.striptags()
    assert numbered("x = '\u202e\x1b[2J'\n")[0].html.striptags() == "x = '\\u202e\\x1b[2J'"
