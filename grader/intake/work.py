"""One student's files, of whatever shape, as a submission to a chapter: the modules are found wherever they lie.

Covered: folders within folders (a workspace, the folder that `git archive` puts around everything), archives within
the archive, names that a browser or a desktop has changed. Of two places the more particular one counts, and a note
says so.
Not covered: a module under another name altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.intake import IntakeError
from grader.intake.files import MAX_NESTED_BYTES, Files, ZipFiles
from grader.intake.spelling import means_chapter, of_another_chapter, plain, understood
from grader.notebook import defines
from grader.notebook.beside import MAX_NOTEBOOKS, SUFFIX, Candidate, unworked, with_notebooks
from grader.notebook.document import MAX_NOTEBOOK_BYTES
from grader.spec import ChapterSpec
from grader.strays import left, said_of_links, shadowing
from grader.submission import Submission, SubmissionError, from_files
from grader.words import Words, words

MAX_ARCHIVES = 8
MAX_NESTING = 2
OTHER_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")


@dataclass(frozen=True)
class Found:
    """A file of a student's: the folders it lies in, its own name, and how often that was copied."""

    files: Files
    path: str
    folders: tuple[str, ...]
    name: str
    module: str = ""
    copy: int = 0

    @property
    def home(self) -> str:
        """The folder, as it is shown."""
        return "/".join(self.folders) or "."


@dataclass
class Search:
    """What lies in a student's files, archives opened; `problems` say what could not be."""

    chapter: ChapterSpec
    found: list[Found] = field(default_factory=list)
    problems: list[Words] = field(default_factory=list)
    archives: int = 0
    bytes_left: int = 2 * MAX_NESTED_BYTES

    def modules(self) -> list[Found]:
        """The files that are modules of the chapter, by name."""
        return [item for item in self.found if item.module]

    def notebooks(self) -> list[Candidate]:
        """The notebooks, the one that is named for the chapter first, shown by its name whatever they are called."""
        found = [item for item in self.found if plain(item.name).endswith(SUFFIX)]
        found.sort(key=lambda item: (not means_chapter(item.name[: -len(SUFFIX)], self.chapter), len(item.folders)))
        candidates = []
        left = MAX_NOTEBOOK_BYTES
        for item in found[:MAX_NOTEBOOKS]:
            data = item.files.read(item.path, left)
            if isinstance(data, bytes) and len(data) > left:
                data = words("{file} is larger than {size} bytes; clear its outputs", file=item.name, size=left)
            left -= len(data) if isinstance(data, bytes) else 0
            candidates.append(Candidate(item.name, data))
        return candidates

    def look(self, files: Files, around: tuple[str, ...] = (), depth: int = 0) -> None:
        """Take in what lies there; archives only where a module is not found beside them."""
        archives: list[Found] = []
        for path in files.names():
            item = self._item(files, path, around)
            if item is None:
                continue
            if plain(item.name).endswith(".zip"):
                archives.append(item)
            elif plain(item.name).endswith(OTHER_ARCHIVES):
                self.problems.append(words("{file} is an archive that is not read; hand in a zip", file=item.name))
            else:
                self.found.append(item)
        for archive in archives:
            if {item.module for item in self.modules()} >= set(self.chapter.modules):
                break
            self._open(archive, depth)

    def _item(self, files: Files, path: str, around: tuple[str, ...]) -> Found | None:
        parts = tuple(part for part in path.split("/") if part not in ("", "."))
        if not parts or any(part == "__MACOSX" or part.startswith(".") for part in parts):
            return None
        folders, name = (*around, *parts[:-1]), parts[-1]
        if any(of_another_chapter(folder, self.chapter) for folder in folders):
            return None
        pure = PurePosixPath(name)
        known = understood(pure.stem, self.chapter.modules) if pure.suffix.lower() == ".py" else None
        module, copy = known or ("", 0)
        if module and name != f"{module}.py":
            copy = max(copy, 1)
        return Found(files, path, folders, name, module, copy)

    def _open(self, archive: Found, depth: int) -> None:
        self.archives += 1
        if depth >= MAX_NESTING or self.archives > MAX_ARCHIVES:
            self.problems.append(words("{file} lies too deep in other archives", file=archive.name))
            return
        most = min(MAX_NESTED_BYTES, self.bytes_left)
        data = archive.files.read(archive.path, most)
        if isinstance(data, Words):
            self.problems.append(data)
        elif len(data) > most:
            self.problems.append(words("{file} is larger than {size} bytes", file=archive.name, size=most))
        else:
            self.bytes_left -= len(data)
            try:
                self.look(ZipFiles(data, archive.name), (*archive.folders, archive.name), depth + 1)
            except IntakeError as error:
                self.problems.append(error.words)


@dataclass(frozen=True)
class Work:
    """A student's files at one attempt."""

    files: Files

    def holds(self, chapter: ChapterSpec) -> bool:
        """Whether anything of the chapter is there."""
        search = Search(chapter)
        search.look(self.files)
        return bool(search.modules()) or any(
            isinstance(item.data, bytes) and defines(item.data, chapter, item.shown) for item in search.notebooks()
        )

    def collect(self, chapter: ChapterSpec) -> Submission:
        """The chapter's modules. Raises SubmissionError where there is none, with what could not be read."""
        search = Search(chapter)
        search.look(self.files)
        submission = _from_modules(search, chapter)
        if not unworked(submission, chapter):
            assert submission is not None
            return submission
        notebooks = search.notebooks()
        if submission is None and not notebooks and search.problems:
            raise SubmissionError(search.problems[0])
        return with_notebooks(submission, notebooks, chapter)


def _from_modules(search: Search, chapter: ChapterSpec) -> Submission | None:
    modules = search.modules()
    if not modules:
        return None
    chosen, notes = choose(modules, chapter)
    read = {item.module: item.files.read(item.path) for item in chosen}
    submission = from_files(read, chapter.modules, chapter_key=chapter.key)
    beside = [item.name for item in search.found if item.folders == chosen[0].folders]
    linked = [f"{item.module}.py" for item in chosen if item.files.linked(item.path)]
    known = {item.name for item in modules}
    others = [name for name in beside if name not in known and plain(name).endswith(".py")]
    notes += shadowing(beside, chapter.modules) + left(others, chapter.modules)
    notes += said_of_links(linked) + search.problems
    return replace(submission, notes=(*submission.notes, *notes))


def choose(found: Sequence[Found], chapter: ChapterSpec) -> tuple[list[Found], list[Words]]:
    """One file a module, and notes on what was chosen between: the most particular folder with the most modules."""
    homes: dict[tuple[str, ...], list[Found]] = {}
    for item in found:
        homes.setdefault(item.folders, []).append(item)

    def particular(folders: tuple[str, ...]) -> tuple[int, int, int, int, tuple[str, ...]]:
        of_chapter = bool(folders) and means_chapter(folders[-1], chapter)
        workspace = of_chapter and folders[-2:-1] == ("exercises",)
        modules = len({item.module for item in homes[folders]})
        packed = sum(plain(folder).endswith(".zip") for folder in folders)
        return (packed, -(of_chapter + workspace), -modules, len(folders), folders)

    order = sorted(homes, key=particular)
    chosen: dict[str, Found] = {}
    notes: list[Words] = []
    for folders in order:
        fresh = [item for item in homes[folders] if item.module not in chosen]
        for item in _one_each(fresh):
            chosen[item.module] = item
            if item.copy:
                notes.append(words("{file} was taken for {module}", file=item.name, module=f"{item.module}.py"))
            if folders != order[0]:
                notes.append(
                    words("{file} was found in {folder}", file=item.name, folder="/".join(folders) or ".")
                )
        if folders != order[0] and len(fresh) < len(homes[folders]):
            notes.append(
                words(
                    "the modules in {home} were judged, not those in {other}",
                    home="/".join(order[0]) or ".", other="/".join(folders) or ".",
                )
            )  # fmt: skip
    return list(chosen.values()), notes


def _one_each(items: Iterable[Found]) -> list[Found]:
    """Of each module the file with the very name, else the last copy."""
    best: dict[str, Found] = {}
    for item in sorted(items, key=lambda item: (item.copy, item.name)):
        if item.module not in best or best[item.module].copy:
            best[item.module] = item
    return list(best.values())
