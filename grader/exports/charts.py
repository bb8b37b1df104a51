"""A training's figures for a page: what a template needs to draw them as SVG, a table or small images."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from grader.exports.html import Voice
from grader.exports.told import (
    ALONG,
    MEASURES,
    REFERENCE,
    place_text,
    title_of,
    told_of,
    value_text,
    yours_of,
)
from grader.figure import Confusion, Curve, Figure, Images, Share
from grader.words import words

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 10, 30
MOST_DOTS = 40
SHADES = 5


@dataclass(frozen=True)
class Chart:
    """A curve: places in the drawing as SVG writes them; `lines` are broken where a value is not finite."""

    kind: str
    title: str
    told: tuple[str, ...]
    band: str
    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    top: str
    bottom: str
    first: str
    last: str
    measure: str
    along: str
    yours: str
    reference: str


@dataclass(frozen=True)
class Scale:
    """A share between 0 and 1 with what is asked for and what the reference reaches, in hundredths of the width."""

    kind: str
    title: str
    told: tuple[str, ...]
    value: str
    needed: str
    low: str
    wide: str
    reached: bool


@dataclass(frozen=True)
class Matrix:
    """Rows of (count, shade): the shade is 0 to 5, of right cells and of wrong ones apart."""

    kind: str
    title: str
    told: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


@dataclass(frozen=True)
class Gallery:
    """Images as data URIs, each with what is said below it."""

    kind: str
    title: str
    told: tuple[str, ...]
    items: tuple[tuple[str, str], ...]


FigureView = Chart | Scale | Matrix | Gallery


def figure_view(figure: Figure, voice: Voice) -> FigureView:
    """The figure in one language."""
    title, told = voice.say(title_of(figure)), tuple(map(voice.say, told_of(figure)))
    match figure:
        case Curve():
            return _chart(figure, title, told, voice)
        case Share():
            low, high = sorted((figure.low, figure.high))
            return Scale(
                "scale", title, told, _hundredth(figure.value), _hundredth(figure.needed), _hundredth(low),
                _hundredth(max(high - low, 0.004)), figure.value >= figure.needed,
            )  # fmt: skip
        case Confusion():
            return _matrix(figure, title, told)
        case Images():
            items = ((_data_uri(figure, index), _read_as(figure, index, voice)) for index in range(len(figure.items)))
            return Gallery("gallery", title, told, tuple(items))


def plain_figure(view: FigureView) -> str:
    """A line of the text twin."""
    return f"{view.title}: {'; '.join(view.told)}"


def _chart(curve: Curve, title: str, told: tuple[str, ...], voice: Voice) -> Chart:
    places = [*(place for place, _ in curve.points), *(place for place, _, _ in curve.band)]
    values: list[float] = [value for _, value in curve.points if value is not None]
    values += [value for _, lowest, highest in curve.band for value in (lowest, highest)]
    first, last, low, high = min(places), max(places), min(values), max(values)
    across, up = (last - first) or 1.0, (high - low) or 1.0

    def spot(place: float, value: float) -> tuple[str, str]:
        x = LEFT + (place - first) / across * (WIDTH - LEFT - RIGHT)
        y = TOP + (high - value) / up * (HEIGHT - TOP - BOTTOM)
        return f"{x:.1f}", f"{y:.1f}"

    edge = [spot(place, value) for place, _, value in curve.band]
    edge += [spot(place, value) for place, value, _ in reversed(curve.band)]
    finite = [(place, value) for place, value in curve.points if value is not None]
    return Chart(
        kind="chart",
        title=title,
        told=told,
        band=_path(edge),
        lines=tuple(
            _path([spot(place, value) for place, value in run if value is not None])
            for broken, run in groupby(curve.points, lambda point: point[1] is None)
            if not broken
        ),
        dots=tuple(spot(place, value) for place, value in finite) if len(finite) <= MOST_DOTS else (),
        top="" if curve.scaled else value_text(high),
        bottom="" if curve.scaled else value_text(low),
        first=place_text(first),
        last=place_text(last),
        measure=voice.say(MEASURES[curve.measure]),
        along=voice.say(ALONG[curve.along]),
        yours=voice.say(yours_of(curve)),
        reference=voice.say(REFERENCE),
    )


def _path(spots: Sequence[tuple[str, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)


def _hundredth(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.2f}"


def _matrix(confusion: Confusion, title: str, told: tuple[str, ...]) -> Matrix:
    off = [count for i, row in enumerate(confusion.counts) for j, count in enumerate(row) if i != j]
    right = [row[index] for index, row in enumerate(confusion.counts)]
    rows = tuple(
        (
            label,
            tuple(
                (count, f"r{_shade(count, right)}" if i == j else f"w{_shade(count, off)}")
                for j, count in enumerate(row)
            ),
        )
        for i, (label, row) in enumerate(zip(confusion.labels, confusion.counts, strict=True))
    )
    return Matrix("matrix", title, told, confusion.labels, rows)


def _shade(count: int, others: Sequence[int]) -> int:
    most = max(others, default=0)
    return 0 if count <= 0 or most <= 0 else max(1, round(SHADES * count / most))


def _read_as(images: Images, index: int, voice: Voice) -> str:
    item = images.items[index]
    return voice.say(words("{truth}, read as {said}", truth=item.truth, said=item.said))


def _data_uri(images: Images, index: int) -> str:
    levels = base64.b64decode(images.items[index].pixels)
    return "data:image/png;base64," + base64.b64encode(png_of(levels, images.width, images.height)).decode()


def png_of(levels: bytes, width: int, height: int) -> bytes:
    """A grey PNG of 8 bits, from its levels row by row; what is missing is black."""
    levels = levels[: width * height].ljust(width * height, b"\0")
    rows = b"".join(b"\0" + levels[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )

