from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from told_judge import ToldJudge, check, judged

from course.content import Content
from course.errors import CourseError
from course.language import translator
from course.live import Hear, Interrupted
from course.remembered import Judged
from course.serve.bench import Bench, Event, Kind
from course.serve.stream import encoded, said, stream
from grader.exports.html import Voice
from grader.results import Verdict
from grader.spec import ChapterSpec
from grader.words import untranslated, words

KEY = "ch03_linear_regression"
ENGLISH = Voice("en", untranslated)
SECONDS = 10.0


class HeldJudge(ToldJudge):
    """A judge that says its early verdicts, then waits to be let go or interrupted."""

    def __init__(self, early: Judged, last: Judged) -> None:
        super().__init__()
        self.early, self.late = early, last
        self.began, self.go, self.stop = threading.Event(), threading.Event(), threading.Event()
        self.stops = 0

    def open(self, chapter: ChapterSpec, hear: Hear = lambda _: None) -> Judged:
        self.asked.append(("open", chapter.key))
        hear(self.early)
        self.began.set()
        self.go.wait(SECONDS)
        if self.stop.is_set():
            self.stop.clear()
            raise Interrupted
        self.reports[chapter.key] = self.late
        return self.late

    def interrupt(self) -> None:
        self.stops += 1
        self.stop.set()
        self.go.set()


@pytest.fixture
def chapter(content: Content) -> ChapterSpec:
    """Chapter 3."""
    return content.chapter(KEY)


def listened(bench: Bench) -> queue.SimpleQueue[Event | None]:
    heard: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
    bench.listen(heard.put)
    return heard


def test_verdicts_come_before_mistakes_are_named(chapter: ChapterSpec) -> None:
    """What is judging, what was judged, and the same again with its diagnosis; pages show each when it is told."""
    first = judged(chapter, check("mse_grad", Verdict.WRONG_ANSWER, 3), naming=True)
    last = replace(first, naming=False)
    judge = HeldJudge(first, last)
    bench = Bench(judge)
    heard = listened(bench)
    bench.want(chapter)
    assert heard.get(timeout=SECONDS) == Event(Kind.JUDGING, chapter)
    assert heard.get(timeout=SECONDS) == Event(Kind.JUDGED, chapter, first)
    assert bench.report(chapter) is first.report
    assert bench.judging is chapter
    judge.go.set()
    assert heard.get(timeout=SECONDS) == Event(Kind.JUDGED, chapter, last)
    assert bench.judged(chapter) is last
    assert bench.judging is None
    assert bench.close(SECONDS)
    assert heard.get(timeout=SECONDS) is None


def test_what_many_want_is_judged_once(chapter: ChapterSpec) -> None:
    """Pages that open while something else is judged share one judging; one that opens during it gets its own look."""
    report = judged(chapter)
    judge = HeldJudge(report, report)
    bench = Bench(judge)
    bench.want(chapter)
    assert judge.began.wait(SECONDS)
    for _ in range(5):
        bench.want(chapter)
    judge.go.set()
    heard = listened(bench)
    bench.again(chapter)
    while (event := heard.get(timeout=SECONDS)) is None or event.kind is not Kind.JUDGED:
        pass
    assert bench.close(SECONDS)
    assert judge.asked.count(("open", KEY)) <= 3


def test_a_failure_is_said_and_the_next_judging_is_tried(content: Content, chapter: ChapterSpec) -> None:
    """What cannot be judged is told to every page; what broke in us ends no thread; a success clears it."""
    judge = ToldJudge(failure=CourseError(words("No sandbox can be had."), next_command="course doctor"))
    bench = Bench(judge)
    heard = listened(bench)
    for failure in (judge.failure, ValueError("boom")):
        judge.failure = failure
        bench.want(chapter)
        assert heard.get(timeout=SECONDS) == Event(Kind.JUDGING, chapter)
        event = heard.get(timeout=SECONDS)
        assert event is not None
        assert event.error is bench.error(chapter)
    assert "boom" in str(bench.error(chapter))
    judge.failure, judge.reports[KEY] = None, judged(chapter)
    bench.want(chapter)
    heard.get(timeout=SECONDS)
    assert heard.get(timeout=SECONDS) == Event(Kind.JUDGED, chapter, judge.reports[KEY])
    assert bench.error(chapter) is None
    assert bench.close(SECONDS)


def test_the_end_interrupts_what_is_judged(chapter: ChapterSpec) -> None:
    """A training that takes a minute does not hold up Ctrl-C; what waits behind it is not begun."""
    report = judged(chapter)
    judge = HeldJudge(report, report)
    bench = Bench(judge)
    bench.want(chapter)
    assert judge.began.wait(SECONDS)
    bench.again(chapter)
    assert bench.close(SECONDS / 4)
    assert judge.asked == [("open", KEY), ("close", "")]


def test_a_save_ends_the_judging_of_what_was_there_before(content: Content, chapter: ChapterSpec) -> None:
    """Code that never returns is left as soon as it is mended; another chapter's judging goes on."""
    other = content.chapter("ch01_tensors")

    class Knowing(HeldJudge):
        def chapter_of(self, path: Path) -> ChapterSpec | None:
            return {KEY: chapter, other.key: other}[path.parent.name]

    report = judged(chapter)
    judge = Knowing(report, report)
    bench = Bench(judge)
    heard = listened(bench)
    bench.want(chapter)
    assert judge.began.wait(SECONDS)
    bench.changed([Path(other.key, "shapes.py")])
    assert judge.stops == 0
    bench.changed([Path(KEY, "mse.py")])
    assert judge.stops == 1
    kinds = [heard.get(timeout=SECONDS) for _ in range(8)]
    seen = [(event.kind, event.chapter.short) for event in kinds if event is not None]
    early, late = (Kind.JUDGED, "ch3"), (Kind.JUDGED, "ch3")
    assert seen[:2] == [(Kind.JUDGING, "ch3"), early]
    assert seen[5:] == [(Kind.JUDGING, "ch3"), early, late]
    assert bench.close(SECONDS)


def test_a_look_at_what_is_known_says_nothing(chapter: ChapterSpec) -> None:
    """A page that is opened again after a judging announces no verdict: nothing is new."""
    report = judged(chapter)

    class Once(ToldJudge):
        def open(self, chapter: ChapterSpec, hear: Hear = lambda _: None) -> Judged:
            return self.reports.setdefault(chapter.key, report)

    bench = Bench(Once())
    heard = listened(bench)
    for news in (True, False):
        bench.want(chapter)
        heard.get(timeout=SECONDS)
        event = heard.get(timeout=SECONDS)
        assert event == Event(Kind.JUDGED, chapter, report, news=news)
        data = json.loads(encoded(event, ENGLISH).decode().partition("data: ")[2])
        assert bool(data["said"]) is news
    assert bench.close(SECONDS)


def test_what_is_said_of_a_judging(chapter: ChapterSpec) -> None:
    """One exercise by its name, several by their number, in the language of the page."""
    wrong = check("mse_grad", Verdict.WRONG_ANSWER, 3)
    one = Event(Kind.JUDGED, chapter, judged(chapter, wrong, again=("mse_grad",)))
    passed = check("mse_loss", Verdict.PASSED)
    many = Event(Kind.JUDGED, chapter, judged(chapter, passed, again=("mse_loss", "mse_grad")))
    assert str(said(one)) == "mse_grad: 1 of 1 checks fail"
    assert str(said(many)) == "ch3: 1 of 7 pass"
    assert str(said(Event(Kind.JUDGING, chapter))) == "Judging ch3 ..."
    chinese = encoded(many, Voice("zh", translator("zh"))).decode()
    name, data = chinese.rstrip().split("\n")
    assert name == "event: judged"
    assert json.loads(data.removeprefix("data: ")) == {
        "chapter": "ch3",
        "said": "ch3：7 个练习通过了 1 个",
        "naming": False,
    }


def heard_by_a_page(bench: Bench, act: Callable[[], None], count: int) -> list[str]:
    """The names of the first events that a stream carries."""

    async def listen() -> list[str]:
        found: list[str] = []
        events = stream(bench, ENGLISH)
        assert (await anext(events)).startswith(b"retry: ")
        act()
        async for event in events:
            found.append(event.decode().split("\n")[0])
            if len(found) == count:
                break
        await events.aclose()  # type: ignore[attr-defined]
        return found

    return asyncio.run(asyncio.wait_for(listen(), SECONDS))


def test_a_stream_carries_events_and_lets_go(chapter: ChapterSpec) -> None:
    """A page hears what happens after it came; one that has gone is not kept."""
    judge = ToldJudge({KEY: judged(chapter)})
    bench = Bench(judge)
    assert heard_by_a_page(bench, lambda: bench.want(chapter), 2) == ["event: judging", "event: judged"]
    assert bench._listeners == set()
    assert bench.close(SECONDS)


def test_a_page_that_comes_late_hears_what_is_judged(chapter: ChapterSpec) -> None:
    """It says so at once."""
    report = judged(chapter)
    judge = HeldJudge(report, report)
    bench = Bench(judge)
    bench.want(chapter)
    assert judge.began.wait(SECONDS)
    assert heard_by_a_page(bench, judge.go.set, 2) == ["event: judging", "event: judged"]
    assert bench.close(SECONDS)


def test_who_listens_for_a_chapter_has_it_judged(client: TestClient, desk: Any, judge: ToldJudge) -> None:
    """Opening a chapter's page judges it; the path judges nothing. The stream ends with the server."""
    judge.reports[KEY] = judged(desk.content.chapter(KEY))
    threading.Timer(0.5, desk.bench.hush).start()
    answer = client.get("/en/events?chapter=ch3")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert judge.asked == [("open", KEY)]
    threading.Timer(0.5, desk.bench.hush).start()
    client.get("/en/events")
    assert judge.asked == [("open", KEY)]


def test_the_button_judges_the_chapter_anew(
    client: TestClient, desk: Any, judge: ToldJudge, asking: dict[str, str]
) -> None:
    """On new numbers, in the thread that judges."""
    judge.reports[KEY] = judged(desk.content.chapter(KEY))
    heard = listened(desk.bench)
    assert client.post("/en/ch3/mse_grad/check", headers=asking).status_code == 202
    assert heard.get(timeout=SECONDS) is not None
    assert heard.get(timeout=SECONDS) is not None
    assert judge.asked == [("open", KEY), ("check_all", KEY)]


def test_saved_files_are_judged_by_chapter(content: Content, chapter: ChapterSpec) -> None:
    """Two files of one chapter make one judging; a file of no chapter makes none."""

    class Knowing(ToldJudge):
        def chapter_of(self, path: Path) -> ChapterSpec | None:
            return chapter if path.parent.name == KEY else None

    judge = Knowing({KEY: judged(chapter)})
    bench = Bench(judge)
    heard = listened(bench)
    bench.changed([Path(KEY, "mse.py"), Path(KEY, "sgd.py"), Path("elsewhere", "x.py")])
    heard.get(timeout=SECONDS)
    heard.get(timeout=SECONDS)
    assert bench.close(SECONDS)
    assert judge.asked == [("open", KEY), ("close", "")]
