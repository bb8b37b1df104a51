"""Files in a check's own folder: the bytes of what was written there, and files that are laid out there to be read.

Covered:
- only regular files are read, a bounded number of bytes and names, and never more than that in part;
- nothing is laid out above the folder, whatever it is called.

Not covered:
- whether what is read is what was written: it is the submission's own process that reads it, and its claim.
"""

from __future__ import annotations

import os

from .wire_values import Unsendable

MOST_FILES = 100
MOST_BYTES = 24 << 20


def read_files(folder: str, path: str) -> dict[str, bytes]:
    """The file at `path`, or all in and under the folder that it is: name from `folder` on -> bytes.

    Raises Unsendable where they are more than MOST_FILES, or of more than MOST_BYTES together.
    """
    top = os.path.join(folder, path)
    names = [top] if os.path.isfile(top) else [os.path.join(d, f) for d, _, files in os.walk(top) for f in files]
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for name in sorted(filter(os.path.isfile, names)):  # a fifo would keep us waiting
        with open(name, "rb") as file:
            data = file.read(room + 1)
        room -= len(data)
        found[os.path.relpath(name, folder).replace(os.sep, "/")] = data
        if room < 0 or len(found) > MOST_FILES:
            raise Unsendable("more than {files} files, or {bytes} bytes", files=MOST_FILES, bytes=MOST_BYTES)
    return found


def place_files(folder: str, files: dict[str, bytes]) -> None:
    """Write files by their names from `folder` on; raises ValueError for a name that leads out of it."""
    top = os.path.realpath(folder)
    for name, data in files.items():
        path = os.path.realpath(os.path.join(top, name))
        if os.path.commonpath((top, path)) != top or path == top:
            raise ValueError(f"{name} leads out of its folder")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
