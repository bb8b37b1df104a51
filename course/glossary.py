"""The course's terms in both languages: one list for all chapters, and one that a chapter may bring along."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from course.content import Content
from course.errors import CourseError
from course.screen import Screen
from grader.spec import FORMAT_VERSION, SpecError
from grader.words import words

FILE = "glossary.toml"
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Term:
    """A term, what it is called and what it means, in English and Chinese, and the file it stands in."""

    key: str
    en: str
    zh: str
    meaning_en: str
    meaning_zh: str
    file: Path

    def name(self, lang: str) -> str:
        """What it is called in `lang`."""
        return self.zh if lang == "zh" else self.en

    def meaning(self, lang: str) -> str:
        """What it means, in `lang`."""
        return self.meaning_zh if lang == "zh" else self.meaning_en


def glossary_files(content: Content) -> list[Path]:
    """The glossaries of every tree, and of every chapter that has one."""
    trees = (*content.packs, content.tree)
    return [path for tree in trees for path in (*tree.chapters.glob(FILE), *sorted(tree.chapters.glob(f"ch*/{FILE}")))]


def read_terms(path: Path) -> list[Term]:
    """The terms of one glossary. Raises SpecError, which names the file and the term that is wrong."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SpecError(f"{path}: {error}") from error
    if table.pop("format_version", None) != FORMAT_VERSION:
        raise SpecError(f"{path}: format_version must be {FORMAT_VERSION}")
    terms = table.pop("term", {})
    if table or not isinstance(terms, dict):
        raise SpecError(f"{path}: only [term.<key>] tables may stand here")
    wanted = {item.name for item in fields(Term)} - {"key", "file"}
    for key, values in terms.items():
        good = isinstance(values, dict) and set(values) == wanted
        if not good or not all(isinstance(text, str) and text.strip() for text in values.values()):
            raise SpecError(f"{path}: term.{key} must have the texts {', '.join(sorted(wanted))} and nothing else")
    return [Term(key=key, file=path, **values) for key, values in terms.items()]


def load_glossary(content: Content) -> list[Term]:
    """Every term, in the order of their English names; of two with one key the first counts."""
    found: dict[str, Term] = {}
    for path in glossary_files(content):
        for term in read_terms(path):
            found.setdefault(term.key, term)
    return sorted(found.values(), key=lambda term: term.en.casefold())


def faults(content: Content) -> Iterator[tuple[str, str]]:
    """(where, what) for each rule that a glossary breaks: a term that stands twice, a meaning that is not Chinese."""
    seen: dict[str, Path] = {}
    names: dict[str, str] = {}
    for path in glossary_files(content):
        try:
            terms = read_terms(path)
        except SpecError as error:
            yield path.parent.name, str(error)
            continue
        for term in terms:
            where = f"{path.parent.name}/{FILE} term.{term.key}"
            if term.key in seen:
                yield where, f"stands in {seen[term.key].parent.name}/{FILE} too"
            elif names.setdefault(term.en.casefold(), term.key) != term.key:
                yield where, f"is called {term.en}, as term.{names[term.en.casefold()]} is"
            if not _CJK.search(term.meaning_zh):
                yield where, "meaning_zh is not Chinese"
            seen.setdefault(term.key, path)


def show_terms(content: Content, screen: Screen, asked: Sequence[str]) -> None:
    """The terms whose name in either language has the words that were asked for; every term where none were."""
    sought = " ".join(asked).casefold()
    terms = [
        term
        for term in load_glossary(content)
        if not sought or sought in term.key or sought in term.en.casefold() or sought in term.zh.casefold()
    ]
    if not terms:
        raise CourseError(words("No term is called {term}.", term=sought), next_command="course glossary")
    other = "en" if screen.lang == "zh" else "zh"
    for term in terms:
        name, twin = term.name(screen.lang), term.name(other)
        screen.say(name if name == twin else f"{name} · {twin}", "bold")
        screen.hang("  ", term.meaning(screen.lang))
