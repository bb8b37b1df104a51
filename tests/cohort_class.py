"""Makes submissions to the mini course's chapter."""

from __future__ import annotations

from pathlib import Path

from judging import MINI, load

CHAPTER = load("ch90_mini")
NOT_DONE = (MINI / "exercises" / CHAPTER.key / "descent.py").read_text(encoding="utf-8")
"""descent.py as it was handed out: its exercise, solved, misses its deadline where a machine is busy enough."""


def hand_in(root: Path, student: str, scaling: str | None = None, descent: str | None = None) -> None:
    """The solution, with another scaling.py or descent.py where one is given."""
    folder = root / student / CHAPTER.key
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in CHAPTER.solution_sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    for name, given in (("scaling", scaling), ("descent", descent)):
        if given is not None:
            (folder / f"{name}.py").write_text(given, encoding="utf-8")
