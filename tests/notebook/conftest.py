from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture
def book() -> Callable[..., bytes]:
    """The bytes of a notebook with these code cells; a cell may be a table of its own."""

    def made(*cells: str | dict[str, Any], **top: Any) -> bytes:
        listed = [
            cell if isinstance(cell, dict) else {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell}
            for cell in cells
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed, **top}).encode()

    return made
