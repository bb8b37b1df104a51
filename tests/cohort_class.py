"""Makes submissions to the mini course's chapter."""

from __future__ import annotations

from pathlib import Path

from judging import load

CHAPTER = load("ch90_mini")


def hand_in(root: Path, student: str, scaling: str | None = None) -> None:
    """The solution, with another scaling.py where one is given."""
    folder = root / student / CHAPTER.key
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in CHAPTER.solution_sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    if scaling is not None:
        (folder / "scaling.py").write_text(scaling, encoding="utf-8")
