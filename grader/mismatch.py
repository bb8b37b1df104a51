"""The picture of a comparison that failed: shapes side by side, where values are wrong, which parts are right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.axes import aligned
from grader.compare import as_numbers, compare
from grader.kinds import alike_everywhere
from grader.picture import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, Cell, Grid, Part, Picture
from grader.words import Words, words

CHUNK = 1 << 20
FEWEST = 4
"""Of fewer values a picture shows no more than the sentence."""
LONGEST_NAME = 60
MOST_RANGES = 4
CLASSES = (Cell.RIGHT, Cell.NEAR, Cell.OFF, Cell.FAR, Cell.NOT_FINITE)


def picture_of(got: Any, want: Any, rtol: float, atol: float) -> Picture | None:
    """What can be drawn of a difference of `got`, the learner's, from `want`, ours; None where there is nothing."""
    if isinstance(got, np.ndarray) and isinstance(want, np.ndarray):
        got, want = torch.from_numpy(got.copy()), torch.from_numpy(want.copy())
    if isinstance(got, Tensor) and isinstance(want, Tensor):
        return _of_tensors(got, want, rtol, atol)
    if type(got) is type(want) and isinstance(want, (list, tuple)):
        numbers = as_numbers(got, want)
        if numbers is not None:
            return _of_tensors(*numbers, rtol, atol)
    parts = _parts(got, want)
    if parts is None:
        return None
    right = [compare(mine, ours, rtol=rtol, atol=atol) is None for _, mine, ours in parts]
    shown = tuple(Part(name[:LONGEST_NAME], fine) for (name, _, _), fine in zip(parts, right, strict=True))
    _, mine, ours = next((part for part, fine in zip(parts, right, strict=True) if not fine), ("", None, None))
    inner = picture_of(mine, ours, rtol, atol) or Picture()
    listed = shown[:MOST_PARTS] if len(shown) > 1 else ()
    found = Picture(inner.shapes, inner.grid, listed or inner.parts, len(shown) - len(listed) if listed else inner.more)
    return None if found == Picture() else found


def _parts(got: Any, want: Any) -> list[tuple[str, Any, Any]] | None:
    """The entries of two nests by name, where they have the same ones."""
    if isinstance(got, Mapping) and isinstance(want, Mapping):
        if got.keys() != want.keys():
            return None
        return [(str(key), got[key], ours) for key, ours in want.items()]
    if isinstance(want, (list, tuple)) and type(got) is type(want) and len(got) == len(want):
        return [(f"[{index}]", mine, ours) for index, (mine, ours) in enumerate(zip(got, want, strict=True))]
    return None


def _of_tensors(got: Tensor, want: Tensor, rtol: float, atol: float) -> Picture | None:
    if got.shape != want.shape:
        return Picture(shapes=aligned(got.shape, want.shape))
    grid = _grid(got, want, rtol, atol)
    return None if grid is None else Picture(grid=grid)


def _grid(got: Tensor, want: Tensor, rtol: float, atol: float) -> Grid | None:
    """The places of wrong values; None where all are wrong alike, or there are few."""
    if want.numel() < FEWEST or got.is_complex() != want.is_complex():
        return None
    floats = want.is_floating_point() and got.is_floating_point()
    finite = floats and bool(torch.isfinite(got).all() & torch.isfinite(want).all())
    if finite and alike_everywhere(got.to(want.dtype), want, rtol, atol) is not None:
        return None
    width = want.shape[-1]
    classes = _classes(got, want, rtol, atol).reshape(-1, width)
    cells, tall, wide = _cells(classes)
    rows = tuple("".join(CLASSES[cell] for cell in row) for row in cells.tolist())
    if len(set("".join(rows))) < 2:
        return None
    return Grid(rows, len(classes), width, tall, wide, want.dim(), _said(classes > 0))


def _classes(got: Tensor, want: Tensor, rtol: float, atol: float) -> Tensor:
    """How far every value is, as an index of CLASSES; worked out piece by piece, for a tensor may be large."""
    mine, ours = got.detach().flatten(), want.detach().flatten()
    exact = not (want.is_floating_point() or want.is_complex())
    sizes = ours.double().abs() if exact else ours.abs()
    typical = max(_mean_of_finite(sizes), 1e-30)
    pieces = []
    for at in range(0, len(ours), CHUNK):
        part, expected, size = mine[at : at + CHUNK], ours[at : at + CHUNK], sizes[at : at + CHUNK]
        if exact:
            distance, right = (part.double() - expected.double()).abs(), part == expected
        else:
            distance = (part.to(expected.dtype) - expected).abs()
            right = (distance <= torch.add(size * rtol, atol)) & torch.isfinite(size) | (part == expected)
        relative = distance / size.clamp(min=typical)
        found = 3 - (relative <= 1).byte() - (relative <= 0.1).byte()
        found.masked_fill_(~torch.isfinite(part), 4)
        found.masked_fill_(right, 0)
        pieces.append(found)
    return torch.cat(pieces)


def _mean_of_finite(sizes: Tensor) -> float:
    """0 where there are none."""
    mean = float(sizes.mean(dtype=torch.float64))
    if math.isfinite(mean):
        return mean
    finite = sizes[torch.isfinite(sizes)]
    return float(finite.mean(dtype=torch.float64)) if finite.numel() else 0.0


def _cells(classes: Tensor) -> tuple[Tensor, int, int]:
    """The worst class of every block of `tall` x `wide` values, and these two."""
    height, width = classes.shape
    tall, wide = -(-height // MOST_ROWS), -(-width // MOST_COLUMNS)
    down, across = -(-height // tall), -(-width // wide)
    padded = torch.zeros(down * tall, across * wide, dtype=torch.uint8)
    padded[:height, :width] = classes
    return padded.reshape(down, tall, across, wide).amax((1, 3)), tall, wide


def _said(bad: Tensor) -> Words:
    """Where the wrong values are."""
    columns = _ranges(bad.any(0))
    if len(bad) == 1:
        return words("wrong at index {places}", places=columns)
    return words("wrong in rows {rows}, columns {columns}", rows=_ranges(bad.any(1)), columns=columns)


def _ranges(places: Tensor) -> str:
    """The true places in few characters: 0-3, 7."""
    found: Sequence[int] = places.nonzero().flatten().tolist()
    starts = [found[0], *(after for before, after in pairwise(found) if after != before + 1)]
    ends = [*(before for before, after in pairwise(found) if after != before + 1), found[-1]]
    spans = [str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True)]
    return ", ".join([*spans[:MOST_RANGES], "..."] if len(spans) > MOST_RANGES else spans)
