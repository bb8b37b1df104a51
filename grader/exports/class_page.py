"""The class on one HTML page: states, distribution, checks, mistakes, who needs a look, and everybody's heat map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.exports.class_view import (
    BAR_GAP,
    BAR_HEIGHT,
    BAR_WIDTH,
    MOST_MISTAKES,
    MOST_ROWS,
    ChapterView,
    Link,
    Person,
    kind_of,
    percent_text,
    person_of,
    view_of,
)
from grader.exports.html import Voice, inline, stream
from grader.exports.said import STANDINGS
from grader.spec import ChapterText
from grader.statistics import BINS, ENOUGH, LOW, ChapterStatistics, Line


@dataclass(frozen=True)
class Cell:
    """A cell of a heat map: what stands in it and which of eleven shades it has, none where there is no score."""

    text: str
    shade: int | None
    sorted_by: float


@dataclass(frozen=True)
class HeatRow:
    """A student's row of a heat map; `state` is empty where the row stands for several chapters."""

    person: Person
    state: str
    kind: str
    percent: str
    sorted_by: float
    cells: tuple[Cell, ...]


def class_page(
    chapters: Sequence[ChapterStatistics], texts: Sequence[ChapterText], voice: Voice, link: Link
) -> Iterator[str]:
    """The document, piece by piece: a row is made when it is written."""
    views = [view_of(found, text, voice, link) for found, text in zip(chapters, texts, strict=True)]
    heat = Heat(views, voice, link)
    return stream(
        "class.html",
        voice,
        heat=heat,
        chapters=views,
        style=inline("feedback.css", "page.css", "class.css"),
        script=inline("class.js"),
        students=heat.students,
        most_rows=MOST_ROWS,
        most_mistakes=MOST_MISTAKES,
        enough=ENOUGH,
        low=f"{LOW:g}",
        bar={"width": BAR_WIDTH - BAR_GAP, "height": BAR_HEIGHT, "step": BAR_WIDTH, "all": BAR_WIDTH * BINS},
    )


class Heat:
    """The heat maps: one a chapter, and one of all chapters."""

    def __init__(self, views: Sequence[ChapterView], voice: Voice, link: Link) -> None:
        self._views, self._voice, self._link = views, voice, link
        self._places: dict[str, list[Line | None]] = {}
        for at, view in enumerate(views):
            for line in view.found.lines:
                self._places.setdefault(line.student, [None] * len(views))[at] = line

    @property
    def students(self) -> int:
        """How many there are in the class."""
        return len(self._places)

    def rows(self, view: ChapterView) -> Iterator[HeatRow]:
        """The rows of a chapter, a share an exercise."""
        for at in view.lines:
            line = view.found.lines[at]
            percent = -1.0 if line.percent is None else round(line.percent, 4)
            yield HeatRow(
                person_of(line, view.found.key, self._link), self._voice.say(STANDINGS[line.standing]),
                kind_of(line.standing), percent_text(line.percent), percent,
                tuple(_cell(share, "–" if share is None else str(share)) for share in line.shares),
            )  # fmt: skip

    def everybody(self) -> Iterator[HeatRow]:
        """A row a student, a percent a chapter; a chapter without a score is left out of the mean."""
        for _, places in zip(range(MOST_ROWS), self._places.values(), strict=False):
            at, line = next((at, line) for at, line in enumerate(places) if line is not None)
            percents = [place.percent for place in places if place is not None and place.percent is not None]
            mean = sum(percents) / len(percents) if percents else None
            yield HeatRow(
                person_of(line, self._views[at].found.key, self._link), "", "", percent_text(mean),
                -1.0 if mean is None else round(mean, 4), tuple(map(self._chapter_cell, places)),
            )  # fmt: skip

    def _chapter_cell(self, line: Line | None) -> Cell:
        if line is None:
            return _cell(None, "–")
        if line.percent is None:
            return _cell(None, self._voice.say(STANDINGS[line.standing]))
        return _cell(line.percent, percent_text(line.percent).removesuffix(" %"))


def _cell(percent: float | None, text: str) -> Cell:
    return Cell(text, None, -1.0) if percent is None else Cell(text, int(percent // 10), round(percent, 4))
