"""Where the course's content lies: inside the installed package, or in the folders of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import grader
from grader.spec import ChapterSpec, ContentTree, load_chapter

PACKAGE = Path(__file__).resolve().parent
DATA = PACKAGE / "data"
TEMPLATES = PACKAGE / "templates"


@dataclass(frozen=True)
class Content:
    """The content tree and, where it is a clone of the repository, the clone's root."""

    tree: ContentTree
    repository: Path | None = None

    def chapter_keys(self) -> list[str]:
        """The keys of every chapter there is, in order."""
        return self.tree.keys()

    def chapter(self, key: str) -> ChapterSpec:
        """The chapter of that key."""
        return load_chapter(self.tree, key)

    def chapters(self) -> list[ChapterSpec]:
        """Every chapter, in order."""
        return [self.chapter(key) for key in self.chapter_keys()]


def find_content() -> Content:
    """The content that came with this installation."""
    suites = Path(grader.__file__).resolve().parent / "suites"
    packed = PACKAGE / "_content"
    if packed.is_dir():
        return Content(ContentTree(PACKAGE / "chapters", packed / "solutions", packed / "exercises", suites))
    root = PACKAGE.parent
    return Content(ContentTree(PACKAGE / "chapters", root / "solutions", root / "exercises", suites), root)
