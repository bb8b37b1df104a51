"""The Chromium that pages are tried in, if there is one, how it is started, and where its pictures go."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
NO_CHROMIUM = "no chromium on PATH (apt-get install chromium)"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", *(["--no-sandbox"] if ROOT else []),
)  # fmt: skip


def picture(name: str, otherwise: Path) -> Path:
    """Where a picture goes: into the folder that GRADSTEP_SCREENSHOTS names (docs/images), else into a test's own."""
    return Path(os.environ.get("GRADSTEP_SCREENSHOTS", otherwise)) / f"{name}.png"
