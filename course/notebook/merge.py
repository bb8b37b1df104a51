"""Three-way merge of notebooks, cell by cell: a cell is known by its id, and its source merged line by line."""

from __future__ import annotations

import json
from typing import Any

from course.merge import merge_text
from course.notebook.build import dumps
from course.notebook.cells import Cell

Table = dict[str, Any]


def merge_notebooks(base: str, mine: str, new: str) -> str | None:
    """The learner's notebook with what is new in the course; None where both changed the same lines of a cell.

    None, too, where the learner's file is no notebook, or a tool has taken the ids from its cells.
    """
    mine_table = read_notebook(mine)
    if mine_table is None:
        return None
    was, now = (by_id(json.loads(text)) for text in (base, new))
    here = by_id(mine_table)
    if len(here) < len(mine_table["cells"]) or not set(here) & set(was):
        return None
    merged: list[Cell] = []
    for key, cell in here.items():
        kept = _cell(cell, was.get(key), now.get(key))
        if kept is None:
            return None
        merged += kept
    _put_in(merged, now, {*was, *here})
    return dumps({**mine_table, "cells": merged})


def read_notebook(text: str) -> Table | None:
    """The notebook with whole sources; None where it is none."""
    try:
        table = json.loads(text)
        cells = [{**cell, "source": _source(cell), "metadata": cell["metadata"]} for cell in table["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {**table, "cells": cells}


def _source(cell: Table) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def by_id(table: Table) -> dict[str, Cell]:
    """The cells that have ids, in their order, each with its source as one text."""
    return {cell["id"]: {**cell, "source": _source(cell)} for cell in table["cells"] if isinstance(cell.get("id"), str)}


def _cell(mine: Cell, was: Cell | None, now: Cell | None) -> list[Cell] | None:
    """The learner's own cells stay; one that the course has no more goes, unless something was written there."""
    if was is None:
        return [mine]
    if now is None:
        return [] if mine["source"] == was["source"] else [mine]
    if was["source"] == now["source"] or mine["source"] == now["source"]:
        return [mine]
    source = merge_text(was["source"], mine["source"], now["source"])
    if source is None:
        return None
    run: Table = {"outputs": [], "execution_count": None} if mine["cell_type"] == "code" else {}
    return [{**mine, **run, "source": source}]


def _put_in(merged: list[Cell], now: dict[str, Cell], known: set[str]) -> None:
    """Puts each new cell behind the one that it follows in the course."""
    before: str | None = None
    for key, cell in now.items():
        if key not in known:
            places = [at for at, other in enumerate(merged) if other["id"] == before]
            merged.insert(places[0] + 1 if places else 0, cell)
        before = key if any(other["id"] == key for other in merged) else before
