"""A figure as plain data that JSON can hold, and back: for reports, and for what the store keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.figure import Along, Confusion, Curve, Figure, Images, Measure, Misread, Share


def figure_to(figure: Figure) -> dict[str, Any]:
    """Its kind and its fields."""
    match figure:
        case Curve():
            return {
                "kind": "curve",
                "measure": figure.measure.value,
                "along": figure.along.value,
                "points": [list(point) for point in figure.points],
                "band": [list(place) for place in figure.band],
                "claimed": figure.claimed,
                "scaled": figure.scaled,
            }
        case Share():
            return {"kind": "share", **vars(figure)}
        case Confusion():
            counts = [list(row) for row in figure.counts]
            return {"kind": "confusion", "labels": list(figure.labels), "counts": counts}
        case Images():
            return {"kind": "images", **vars(figure), "items": [vars(item) for item in figure.items]}


def figure_of(data: Mapping[str, Any]) -> Figure:
    """The figure of `figure_to`. Raises ValueError where it is of no kind that we know."""
    fields = {name: value for name, value in data.items() if name != "kind"}
    match data["kind"]:
        case "curve":
            return Curve(
                Measure(fields["measure"]),
                Along(fields["along"]),
                tuple((place, value) for place, value in fields["points"]),
                tuple((place, low, high) for place, low, high in fields["band"]),
                fields["claimed"],
                fields["scaled"],
            )
        case "share":
            return Share(**fields)
        case "confusion":
            return Confusion(tuple(fields["labels"]), tuple(tuple(row) for row in fields["counts"]))
        case "images":
            return Images(**{**fields, "items": tuple(Misread(**item) for item in fields["items"])})
    raise ValueError(data["kind"])
