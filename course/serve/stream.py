"""Verdicts as server-sent events, said in the language of the page that listens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from course.remembered import Judged
from course.serve.bench import Bench, Event, Kind
from course.serve.standing import report_of
from grader.exports.html import Voice
from grader.exports.said import VERDICTS, state_of
from grader.results import Verdict
from grader.words import Words, words

ALIVE_SECONDS = 15.0
"""A comment goes out so often: a connection that has died is noticed, and nothing between closes a silent one."""
RETRY_MS = 1000


async def stream(bench: Bench, voice: Voice) -> AsyncIterator[bytes]:
    """Every event from now on, and what is being judged at the moment, until there are no more."""
    events: asyncio.Queue[Event | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def hear(event: Event | None) -> None:
        loop.call_soon_threadsafe(events.put_nowait, event)

    leave = bench.listen(hear)
    try:
        yield f"retry: {RETRY_MS}\n\n".encode()
        if (chapter := bench.judging) is not None:
            yield encoded(Event(Kind.JUDGING, chapter), voice)
        while True:
            try:
                event = await asyncio.wait_for(events.get(), ALIVE_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if event is None:
                return
            yield encoded(event, voice)
    finally:
        leave()


def encoded(event: Event, voice: Voice) -> bytes:
    """One event as the wire has it."""
    told = {
        "chapter": event.chapter.short,
        "said": voice.say(said(event)) if event.news else "",
        "naming": _naming(event),
    }
    return f"event: {event.kind}\ndata: {json.dumps(told)}\n\n".encode()


def said(event: Event) -> Words:
    """What is said of an event: to those who see the page and to those who hear it."""
    if event.kind is Kind.JUDGING:
        return words("Judging {chapter} ...", chapter=event.chapter.short)
    if event.error is not None:
        return event.error.words
    assert event.judged is not None
    again = event.judged.edited or event.judged.again
    if len(again) == 1:
        return _of_one(event.judged, again[0])
    exercises = [exercise for exercise in event.judged.report.exercises if not exercise.optional]
    passed = sum(state_of(item)[0] == "passed" for item in exercises)
    return words("{chapter}: {passed} of {all} pass", chapter=event.chapter.short, passed=passed, all=len(exercises))


def _of_one(judged: Judged, name: str) -> Words:
    report = report_of(judged.report, name)
    remark = None if report is None else state_of(report)[1]
    return words("{exercise}: {state}", exercise=name, state=remark or VERDICTS[Verdict.PASSED])


def _naming(event: Event) -> bool:
    """Whether the same report comes again, with mistakes named."""
    return event.judged is not None and event.judged.naming
