"""Where the course's content lies: inside the installed package or in the repository's folders, and in packs."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import grader
from course.errors import CourseError
from grader.spec import ChapterSpec, ContentTree, load_chapter
from grader.words import words

PACKAGE = Path(__file__).resolve().parent
DATA = PACKAGE / "data"
TEMPLATES = PACKAGE / "templates"


GROUP = "gradstep.courses"
"""Entry points of this group name packages whose folder is laid out as a pack."""


@dataclass(frozen=True)
class Content:
    """The content tree, the clone's root where it is one of the repository, and packs, whose chapters go first.

    `named_pack` is the folder of the pack that was asked for; the others are installed.
    """

    tree: ContentTree
    repository: Path | None = None
    packs: tuple[ContentTree, ...] = ()
    named_pack: Path | None = None

    def chapter_keys(self) -> list[str]:
        """The keys of every chapter there is, in order."""
        return sorted(set().union(*(tree.keys() for tree in (*self.packs, self.tree))))

    def chapter(self, key: str) -> ChapterSpec:
        """The chapter of that key; a pack's takes the place of the course's own."""
        trees = (tree for tree in self.packs if key in set(tree.keys()))
        return load_chapter(next(trees, self.tree), key)

    def chapters(self) -> list[ChapterSpec]:
        """Every chapter, in order."""
        return [self.chapter(key) for key in self.chapter_keys()]

    def home(self, chapter: ChapterSpec) -> Path | None:
        """The folder that a chapter's files are edited in: its pack's, or the clone's; None for an installed one."""
        return self.repository if chapter.tree == self.tree else chapter.tree.chapters.parent


def find_content(pack: Path | None = None, *, may_be_new: bool = False) -> Content:
    """The content that came with this installation, installed packs, and the pack that is named.

    Raises CourseError where the folder is no pack, unless it may be one that is still to be made.
    """
    named = [] if pack is None else [pack_tree(pack, may_be_new=may_be_new)]
    packs = (*named, *installed_packs())
    suites = Path(grader.__file__).resolve().parent / "suites"
    packed = PACKAGE / "_content"
    if packed.is_dir():
        own = ContentTree(PACKAGE / "chapters", packed / "solutions", packed / "exercises", suites)
        return Content(own, None, packs, pack)
    root = PACKAGE.parent
    own = ContentTree(PACKAGE / "chapters", root / "solutions", root / "exercises", suites)
    return Content(own, root, packs, pack)


def pack_tree(folder: Path, *, may_be_new: bool = False) -> ContentTree:
    """The tree of a pack: a folder with chapters/, solutions/, exercises/ and suites/. Raises CourseError."""
    folder = folder.absolute()
    if not may_be_new and not (folder / "chapters").is_dir():
        raise CourseError(
            words("{folder} is no chapter pack: it has no chapters/.", folder=str(folder)),
            next_command=f"course dev new ch17_name --course {folder}",
        )
    return ContentTree(*(folder / name for name in ("chapters", "solutions", "exercises", "suites")))


def installed_packs() -> Iterator[ContentTree]:
    """The packs that other distributions declare; one that cannot be found is left out."""
    for point in entry_points(group=GROUP):
        with contextlib.suppress(ImportError, CourseError):
            spec = importlib.util.find_spec(point.value)
            places = list(spec.submodule_search_locations or ()) if spec is not None else []
            if places:
                yield pack_tree(Path(places[0]))
