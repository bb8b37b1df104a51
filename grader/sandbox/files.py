"""What a worker says of the files that were written in it, checked: opaque bytes, which this side never opens."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from grader.results import wrong
from grader.sandbox.inside.files import MOST_BYTES, MOST_FILES
from grader.sandbox.reply import broken_reply

MOST_NAME = 1000


def claimed_files(reply: Any) -> dict[str, bytes]:
    """Name in the check's folder -> bytes; Stop where there are too many, or where the reply is none."""
    if reply.get("outcome") == "unsendable":
        raise wrong(
            "what was written is more than {count} files or {megabytes} MB",
            count=MOST_FILES,
            megabytes=MOST_BYTES >> 20,
        )
    files = reply.get("value")
    if type(files) is not dict or len(files) > MOST_FILES or not all(map(_is_name, files)):
        raise broken_reply()
    if any(type(data) is not bytes for data in files.values()) or sum(map(len, files.values())) > MOST_BYTES:
        raise broken_reply()
    return files


def _is_name(name: object) -> bool:
    """Whether it is a name that stays in its folder, on any system."""
    if type(name) is not str or not 0 < len(name) <= MOST_NAME or "\\" in name or "\0" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
