"""What machines that judge must have in common with the command: compared there, before anything is judged.

It travels as plain JSON, so that an installation of another version can still read it and say what differs. Folders are
named from where gradstep or its packages lie on each machine; a folder that lies elsewhere must be at the same path.
"""

from __future__ import annotations

import json
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

import grader
from grader.digests import engine_digest, file_digest, look_again, python_and_torch, suite_digest
from grader.engines import Job
from grader.grade import Conditions
from grader.sandbox.confine import Tier, probe
from grader.spec import ChapterSpec, ContentTree, SpecError, load_chapter
from grader.words import Words, words

FORMAT = 1


@dataclass(frozen=True)
class ChapterTerms:
    """A chapter: its key, where its four folders lie, and the digest of what decides its scores."""

    key: str
    folders: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Terms:
    """A job without what belongs to one machine; `data` is a data set's place and digest by its name."""

    code: str
    versions: Mapping[str, str]
    chapters: tuple[ChapterTerms, ...]
    data: Mapping[str, tuple[str, str]]
    device: str
    tier: str | None
    diagnosis_seconds: float
    only: tuple[str, ...] = ()
    format: int = FORMAT

    def to_json(self) -> str:
        """As plain text."""
        return json.dumps(asdict(self))


def terms_of(job: Job) -> Terms:
    """What a job asks of a machine, as this one has it."""
    conditions = job.conditions
    return Terms(
        engine_digest(),
        python_and_torch(),
        tuple(
            ChapterTerms(chapter.key, tuple(map(leave, folders_of(chapter))), suite_digest(chapter))
            for chapter in job.chapters
        ),
        {name: (leave(path), file_digest(path)) for name, path in conditions.data.items()},
        conditions.device,
        None if conditions.tier is None else str(conditions.tier),
        conditions.diagnosis_seconds,
        tuple(sorted(conditions.only)),
    )


def terms_from(text: str) -> Terms | None:
    """The terms of a command that speaks as we do; None for those of another version."""
    table = json.loads(text)
    if table.get("format") != FORMAT:
        return None
    chapters = tuple(
        ChapterTerms(chapter["key"], tuple(chapter["folders"]), chapter["digest"]) for chapter in table["chapters"]
    )
    data = {name: (place, digest) for name, (place, digest) in table["data"].items()}
    return Terms(**{**table, "chapters": chapters, "data": data, "only": tuple(table["only"])})


def differences(terms: Terms, temporary: Path) -> Iterator[Words] | Job:
    """The job as this machine does it, or everything in which this machine differs."""
    look_again()
    found = list(_differences(terms))
    if found:
        return iter(found)
    conditions = Conditions(
        device=terms.device,
        tier=None if terms.tier is None else Tier(terms.tier),
        data={name: arrive(place) for name, (place, _) in terms.data.items()},
        diagnosis_seconds=terms.diagnosis_seconds,
        only=frozenset(terms.only),
    )
    return Job(tuple(_chapter(chapter) for chapter in terms.chapters), conditions, temporary)


def _differences(terms: Terms) -> Iterator[Words]:
    if terms.code != engine_digest():
        yield words("its gradstep is not the command's: install the same version in both places")
    for name, found in python_and_torch().items():
        if terms.versions.get(name) != found:
            yield words("it has {name} {found}, the command has {wanted}", name=name, found=found,
                        wanted=str(terms.versions.get(name)))  # fmt: skip
    for chapter in terms.chapters:
        try:
            digest = suite_digest(_chapter(chapter))
        except (SpecError, OSError) as error:
            yield words("it does not have {name}: {reason}", name=chapter.key, reason=str(error))
            continue
        if digest != chapter.digest:
            yield words("its {name} is not the command's: the suite, the solution or the mistakes differ",
                        name=chapter.key)  # fmt: skip
    for name, (place, digest) in terms.data.items():
        path = arrive(place)
        if not path.is_file():
            yield words("it does not have {name}: {reason}", name=name, reason=str(path))
        elif file_digest(path) != digest:
            yield words("its data set {name} is not the command's", name=name)
    if terms.tier is not None and (refused := probe(Tier(terms.tier)).refused) is not None:
        yield words("the sandbox tier {tier} cannot be had there: {reason}", tier=terms.tier, reason=refused)


def _chapter(chapter: ChapterTerms) -> ChapterSpec:
    return load_chapter(ContentTree(*map(arrive, chapter.folders)), chapter.key)


def folders_of(chapter: ChapterSpec) -> tuple[Path, ...]:
    """The four folders of a content tree, in its order."""
    tree = chapter.tree
    return tree.chapters, tree.solutions, tree.exercises, tree.suites


def _roots() -> dict[str, Path]:
    """Where gradstep's own folder and other packages lie on this machine."""
    return {
        "gradstep": Path(grader.__file__).resolve().parents[1],
        "packages": Path(sysconfig.get_path("purelib")).resolve(),
    }


def leave(path: Path) -> str:
    """A path's name for other machines."""
    for name, root in _roots().items():
        if path.resolve().is_relative_to(root):
            return f"{name}:{path.resolve().relative_to(root).as_posix()}"
    return f"path:{path}"


def arrive(place: str) -> Path:
    """The path on this machine of what another machine has named."""
    root, _, rest = place.partition(":")
    return _roots()[root] / PurePath(rest) if root != "path" else Path(rest)
