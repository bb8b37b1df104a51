"""Reads an HTML document as a browser does: its elements, attributes and text."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "rect", "path", "input", "img"}
CELLS = {"td", "th"}


class Read(HTMLParser):
    """What a document holds; every element but void ones and parts of tables must be closed in order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(document)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag in CELLS | {"tr"}:
            self._end({*CELLS, "tr"} if tag == "tr" else CELLS)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in CELLS:
            self._end(CELLS | ({"tr"} if tag != "tr" else set()))
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "script"):
            self.text.append(data)

    def _end(self, tags: set[str]) -> None:
        """Close what an open table's part closes by itself."""
        while self._open and self._open[-1] in tags:
            self._open.pop()

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(" ".join(self.text).split())
