"""What a worker printed, up to a cap; the rest is dropped as it comes."""

from __future__ import annotations


class Output:
    """Bytes that were printed since they were last taken."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._kept = bytearray()
        self._cut = False

    def add(self, data: bytes) -> None:
        """Keep what still fits."""
        room = self._cap - len(self._kept)
        self._kept += data[:room]
        self._cut = self._cut or len(data) > room

    def take(self) -> str:
        """The text so far, with a note where it was cut; begins anew."""
        text = self._kept.decode(errors="replace")
        if self._cut:
            text += f"\n[output cut at {self._cap >> 10} kB]"
        self._kept.clear()
        self._cut = False
        return text

    def holds(self, *texts: bytes) -> bool:
        """Whether any of the texts was printed."""
        return any(text in self._kept for text in texts)
