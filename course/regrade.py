"""`course regrade`: repeats a grade from its report, bit for bit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course import __version__
from course.content import Content
from course.data import data_for
from course.errors import CourseError, ExitCode
from course.grade import with_suites
from course.names import find_chapter
from course.screen import Screen
from grader.spec import ChapterSpec
from grader.store import Store
from grader.words import Words, words

VOLATILE = frozenset({"seconds", "notes"})
"""What differs though nothing has changed: times, and notes on how the files lay that were handed in."""

NAMED = frozenset({"diagnosis", "blames"})
"""What is named of a failure; no score rests on it."""


def regrade(content: Content, screen: Screen, path: Path, suites: Path | None = None) -> ExitCode:
    """Judges what was judged, with its seed and conditions; PASSED where verdicts and score are the same."""
    report = _read(path)
    chapter = with_suites(find_chapter(content, str(report["chapter"])), suites)
    store = _store(path)
    before = store.load(str(report["result"]))
    sources = store.sources(str(report["digest"]))
    if before is None or before["report"] is None or not sources.is_dir():
        raise CourseError(words("{folder} does not hold what this report was made from.", folder=str(store.folder)))
    _say_what_changed(screen, before, chapter)
    now = steady(_judged(chapter, store, str(report["digest"]), before))
    then = steady(before["report"])
    if now == then:
        score, most = str(now["score"]), str(now["max_score"])
        screen.say(words("The same, bit for bit: {score} / {max_score}.", score=score, max_score=most), "green")
        return ExitCode.PASSED
    same = unnamed(now) == unnamed(then)
    for said in _differences(then, now):
        screen.say(said, "yellow" if same else "red")
    if same:
        said = words(
            "The same grade, {score} / {max_score}; the named mistakes differ, for naming them has a time limit.",
            score=str(now["score"]), max_score=str(now["max_score"]),
        )  # fmt: skip
        screen.say(said, "green")
        return ExitCode.PASSED
    screen.say(words("Not the same: {before}, now {now}.", before=str(then["score"]), now=str(now["score"])), "red")
    return ExitCode.FAILED


def steady(value: Any) -> Any:
    """A record without what differs from run to run though nothing has changed."""
    if isinstance(value, dict):
        return {key: steady(item) for key, item in value.items() if key not in VOLATILE}
    return [steady(item) for item in value] if isinstance(value, list) else value


def unnamed(value: Any) -> Any:
    """A record without the mistakes that were named: how many are depends on how fast the machine is just then."""
    if isinstance(value, dict):
        return {key: unnamed(item) for key, item in value.items() if key not in NAMED}
    return [unnamed(item) for item in value] if isinstance(value, list) else value


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Words]:
    """The checks that did not end as before."""
    for exercise, other in zip(then["exercises"], now["exercises"], strict=False):
        for one, two in zip(exercise["checks"], other["checks"], strict=False):
            if one != two:
                before, after = _outcome(one), _outcome(two)
                yield words("{check}: {before}, now {now}", check=one["name"], before=before, now=after)


def _outcome(check: Mapping[str, Any]) -> str:
    """The verdict and what was named, in one word or two."""
    named = check["diagnosis"] or check["blames"]
    return f"{check['verdict']} ({named})" if named else str(check["verdict"])


def _read(path: Path) -> Mapping[str, Any]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        report = None
    if not isinstance(report, dict) or not {"chapter", "result", "digest"} <= set(report):
        raise CourseError(
            words("{path} is no report of `course grade`: those lie in reports/ of its --out folder.", path=str(path))
        )
    return report


def _store(path: Path) -> Store:
    for folder in path.absolute().parents:
        if (folder / "results").is_dir() and (folder / "sources").is_dir():
            return Store(folder)
    raise CourseError(words("{path} does not lie in the folder of a class run.", path=str(path)))


def _say_what_changed(screen: Screen, before: Mapping[str, Any], chapter: ChapterSpec) -> None:
    from grader.digests import suite_digest, versions

    if before["suite"] != suite_digest(chapter):
        screen.remark(words("The suite of {chapter} has changed since.", chapter=chapter.short))
    for name, now in versions(__version__).items():
        then = before["versions"].get(name, "")
        if then != now:
            screen.remark(words("{name} was {before} then and is {now} now.", name=name, before=then, now=now))


def _judged(chapter: ChapterSpec, store: Store, digest: str, before: Mapping[str, Any]) -> dict[str, Any]:
    from grader.grade import Conditions, Grader, GraderError
    from grader.record import to_record, without_images
    from grader.sandbox.confine import Tier

    asked = before["conditions"]
    conditions = Conditions(
        seed=before["seed"],
        device=asked["device"],
        tier=Tier(asked["tier"]) if asked["tier"] else None,
        data=data_for(chapter.data),
        diagnosis_seconds=asked["diagnosis_seconds"],
    )
    submission = store.submission(digest, chapter.modules, chapter.key)
    try:
        with Grader(conditions, chapter) as grader:
            return to_record(without_images(grader.judge(submission, chapter, conditions)))
    except GraderError as error:
        raise CourseError(error.words, next_command="course doctor", code=ExitCode.OUR_FAULT) from error
