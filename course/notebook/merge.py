"""Three-way merge of notebooks, cell by cell: a cell is known by its id, and its source merged line by line."""

from __future__ import annotations

import json
from typing import Any

from course.merge import merge_parts
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
    sources = merge_parts(*({key: cell["source"] for key, cell in known.items()} for known in (was, here, now)))
    if sources is None:
        return None
    cells = [_with(here.get(key) or now[key], source) for key, source in sources.items()]
    return dumps({**mine_table, "cells": cells})


def _with(cell: Cell, source: str) -> Cell:
    """The cell with that source; what it showed goes where that is another than it was."""
    if cell["source"] == source:
        return cell
    run: Table = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    return {**cell, **run, "source": source}


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
