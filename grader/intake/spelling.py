"""The names that browsers, desktops and platforms make of a file's name, and what students call a chapter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from grader.spec import ChapterSpec

COPY = r"(?:copy|copie|kopie|copia|cópia|副本|拷贝|コピー)"
AGAIN = re.compile(
    rf"(?P<stem>.+?)(?:\s*[（(]\s*(?P<round>\d{{1,3}})\s*[)）]|-(?P<dash>\d{{1,3}})"
    rf"|[\s_-]+{COPY}(?:[\s_-]*[（(]?(?P<copy>\d{{1,3}})[)）]?)?|\s*[（(]{COPY}[)）]|\s+(?P<space>\d{{1,3}}))",
    re.IGNORECASE,
)
OF = re.compile(rf"(?:copy of|kopie von|copie de|copia de|{COPY})[\s_-]*(?P<stem>.+)", re.IGNORECASE)
CHAPTER = re.compile(r"(?:ch|chapter|第)?[\s_-]*0*(?P<number>\d{1,2})(?:章)?(?:[\s_-].*)?", re.IGNORECASE)
KEY = re.compile(r"ch(?P<number>\d{2})_[a-z0-9_]+")
MOST_ENDINGS = 3
MAX_STEM = 100


def plain(name: str) -> str:
    """A name in one spelling for comparisons: composed, without case."""
    return unicodedata.normalize("NFC", name).casefold()


def understood(stem: str, stems: Collection[str]) -> tuple[str, int] | None:
    """Which of `stems` a file's stem stands for, and how often it was copied: 0 is the name itself."""
    if stem in stems:
        return stem, 0
    if len(stem) > MAX_STEM:
        return None
    left, times = unicodedata.normalize("NFC", stem).strip(), 0
    by_plain = {plain(known): known for known in stems}
    for _ in range(MOST_ENDINGS + 1):
        if (known := by_plain.get(plain(left))) is not None:
            return known, max(times, 1)
        match = AGAIN.fullmatch(left) or OF.fullmatch(left)
        if match is None:
            return None
        numbers = [number for name, number in match.groupdict().items() if name != "stem" and number]
        times += int(numbers[0]) if numbers else 1
        left = match["stem"].strip()
    return None


def means_chapter(name: str, chapter: ChapterSpec) -> bool:
    """Whether a folder or assignment of that name is for the chapter: its key, ch3, 3, 03, chapter 3, or its title."""
    spelled = plain(name).strip()
    if spelled in {chapter.key, chapter.key[5:], chapter.key[5:].replace("_", "-"), chapter.key[5:].replace("_", " ")}:
        return True
    match = CHAPTER.fullmatch(spelled)
    return match is not None and int(match["number"]) == chapter.number


def of_another_chapter(name: str, chapter: ChapterSpec) -> bool:
    """Whether a folder is plainly for some other chapter, whose modules may have the same names."""
    match = KEY.fullmatch(plain(name)) or re.fullmatch(r"ch0*(?P<number>\d{1,2})", plain(name))
    return match is not None and plain(name) != chapter.key and int(match["number"]) != chapter.number
