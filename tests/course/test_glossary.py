"""`course glossary` and the rules for glossaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.content import Content, find_content
from course.glossary import faults, load_glossary

Run = Callable[..., Any]

TERM = """
[term.{key}]
en = "{en}"
zh = "{zh}"
meaning_en = "What {en} is."
meaning_zh = "{meaning_zh}"
"""


def term(key: str, en: str = "gradient", zh: str = "梯度", meaning_zh: str = "意思") -> str:
    return TERM.format(key=key, en=en, zh=zh, meaning_zh=meaning_zh)


def write(path: Path, *terms: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("format_version = 1\n" + "".join(terms), encoding="utf-8")


def tree_of(mini: Any) -> tuple[Content, Path]:
    content = mini.content
    return content, content.tree.chapters


def test_a_chapter_brings_terms_along(mini: Any) -> None:
    """Terms of the common list and of each chapter make one list, by their English names."""
    content, chapters = tree_of(mini)
    write(chapters / "glossary.toml", term("loss", "loss", "损失"))
    write(chapters / "ch01_numbers/glossary.toml", term("batch", "Batch", "批"))
    assert [found.key for found in load_glossary(content)] == ["batch", "loss"]
    assert list(faults(content)) == []


def test_rules(mini: Any) -> None:
    """A term that stands twice, two terms of one name, a meaning without Chinese and a broken table are findings."""
    content, chapters = tree_of(mini)
    write(chapters / "glossary.toml", term("loss", "loss"), term("cost", "Loss"), term("bias", "bias", "偏置", "bias"))
    write(chapters / "ch01_numbers/glossary.toml", term("bias", "bias"))
    assert list(faults(content)) == [
        ("chapters/glossary.toml term.cost", "is called Loss, as term.loss is"),
        ("chapters/glossary.toml term.bias", "meaning_zh is not Chinese"),
        ("ch01_numbers/glossary.toml term.bias", "stands in chapters/glossary.toml too"),
    ]
    write(chapters / "ch01_numbers/glossary.toml", '[term.x]\nen = "x"\n')
    assert any("term.x must have the texts" in what for _, what in faults(content))


def test_terms_are_explained_in_the_language_of_the_screen(run: Run, mini: Any) -> None:
    """A word in either language finds the term; the other language's name stands beside it."""
    _, chapters = tree_of(mini)
    write(chapters / "glossary.toml", term("gradient"), term("loss", "loss", "损失"))
    shown = run("glossary", "梯度")
    assert shown.exit_code == 0
    assert shown.stdout == "gradient · 梯度\n  What gradient is.\n"
    assert run("glossary", "GRAD", "--lang", "zh").stdout == "梯度 · gradient\n  意思\n"
    assert "loss · 损失" in run("glossary").stdout
    missing = run("glossary", "zygote")
    assert missing.exit_code == 2
    assert "No term is called zygote." in missing.stderr
    assert "Next: course glossary" in missing.stderr


def test_the_course_s_own_glossary_holds_the_rules() -> None:
    """No fault in what is shipped."""
    assert list(faults(find_content())) == []
