from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def pack():
    """Bytes of a zip archive with these members."""

    def packed(files: dict[str, str | bytes]) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in files.items():
                archive.writestr(name, body)
        return data.getvalue()

    return packed


@pytest.fixture
def book():
    """The text of a notebook with these code cells."""

    def made(*cells: str) -> str:
        listed = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed})

    return made
