from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from chromium import CHROMIUM, FLAGS, NO_CHROMIUM
from click.testing import CliRunner
from pages_in_chromium import LOOKS, fits, opener, violations

from course.cli import Setup, cli
from course.content import Content, find_content
from course.serve.reading import KeptContent

LINK = re.compile(r'(?:href|src)="([^"]+)"')
KEY = "ch03_linear_regression"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


@pytest.fixture(scope="module")
def content() -> Content:
    """The course itself."""
    return KeptContent.of(find_content())


def written(folder: Path, content: Content) -> Any:
    """`course dev book FOLDER`."""
    arguments = ["dev", "book", str(folder), "--lang", "en"]
    return CliRunner().invoke(cli, arguments, obj=lambda screen: Setup(screen, content))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    """The book, in a folder whose name needs care."""
    folder = tmp_path_factory.mktemp("made") / "a book & 书 #1"
    result = written(folder, content)
    assert result.exit_code == 0, result.output
    return folder


def pages_of(book: Path) -> dict[str, str]:
    """Every page by its path."""
    return {path.relative_to(book).as_posix(): path.read_text(encoding="utf-8") for path in book.rglob("*.html")}


def test_every_chapter_is_there_in_both_languages(book: Path, content: Content) -> None:
    """A page each, and the terms, the search and the path."""
    names = {f"{key}.html" for key in content.chapter_keys()} | {"index.html", "glossary.html", "search.html"}
    for lang in ("en", "zh"):
        assert {path.name for path in (book / lang).glob("*.html")} == names
    assert (book / "static" / "katex" / "LICENSE").is_file()
    assert not (book / "static" / "live.js").exists()


def test_every_link_leads_somewhere(book: Path) -> None:
    """To a file of the book and a place in it, or to a site elsewhere; no page knows of the server."""
    pages = pages_of(book)
    broken = []
    for name, text in pages.items():
        for link in LINK.findall(text):
            if link.startswith(("https://", "http://")):
                continue
            target, _, anchor = urljoin(f"/{name}", link).lstrip("/").partition("#")
            page = pages.get(unquote(target))
            there = (book / unquote(target)).is_file() and not link.startswith("/")
            if not there or (anchor and page is not None and f'id="{anchor}"' not in page):
                broken.append((name, link))
    assert broken == []
    assert "data-live" not in "".join(pages.values())


def test_the_index_leads_to_pages_of_the_book(book: Path) -> None:
    """Every address in it is a file and a place in it."""
    for lang in ("en", "zh"):
        script = (book / lang / "search-index.js").read_text(encoding="utf-8")
        for entry in json.loads(script.removeprefix('"use strict";\nconst gradstepIndex = ').rstrip(";\n")):
            name, _, anchor = entry["u"].partition("#")
            text = (book / lang / name).read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in text, entry["u"]


def test_a_book_is_made_anew_and_nothing_else_is(tmp_path: Path, content: Content) -> None:
    """A page of an earlier book goes; a folder of something else, and a file, are left alone and said."""
    folder = tmp_path / "book"
    assert written(folder, content).exit_code == 0
    (folder / "en" / "ch99_gone.html").write_text("old")
    assert written(folder, content).exit_code == 0
    assert not (folder / "en" / "ch99_gone.html").exists()
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "thesis.tex").write_text("years of work")
    result = written(other, content)
    assert result.exit_code == 2
    assert "holds something else than a book" in result.output
    assert (other / "thesis.tex").read_text() == "years of work"
    assert written(other / "thesis.tex", content).exit_code == 2


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this file."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, book: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page of the book from the disk; whatever is not of the book is a failure."""
    with opener(browser, book.as_uri()) as open_page:
        yield lambda name, **look: open_page((book / name).as_uri(), **look)


@needs_chromium
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["index.html", *(f"{lang}/{page}" for lang in ("en", "zh") for page in (
    "index.html", "glossary.html", "search.html", f"{KEY}.html", "ch12_finetuning.html"))])  # fmt: skip
def test_every_page_is_accessible(opened: Callable[..., Any], tmp_path: Path, name: str, look: str) -> None:
    """Light, dark and on a phone: axe finds nothing, nothing hangs over the side."""
    tab = opened(name, **LOOKS[look])
    shot = "-".join(["book", *name.removesuffix(".html").split("/"), look])
    tab.screenshot(path=tmp_path / f"{shot}.png", animations="disabled")
    assert fits(tab)
    assert violations(tab) == []


@needs_chromium
def test_every_lesson_is_set(opened: Callable[..., Any], content: Content) -> None:
    """In both languages: KaTeX understands every formula, and every figure is there."""
    for lang in ("en", "zh"):
        for key in content.chapter_keys():
            tab = opened(f"{lang}/{key}.html")
            assert tab.locator(".katex-error").count() == 0, (lang, key)
            assert tab.locator(".math .katex").count() == tab.locator(".math").count() > 0, (lang, key)
            assert tab.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
            assert fits(tab), (lang, key)
            tab.close()


@needs_chromium
@pytest.mark.parametrize(("lang", "asked", "first"), [
    ("en", "broadcasting trap", "The broadcasting trap"), ("zh", "广播的陷阱", "广播的陷阱"),
    ("zh", "陷阱广播", "广播的陷阱"),
])  # fmt: skip
def test_the_search_needs_no_server(opened: Callable[..., Any], lang: str, asked: str, first: str) -> None:
    """From the disk, and what it finds is opened."""
    tab = opened(f"{lang}/search.html")
    tab.fill("#asked", asked)
    found = tab.locator("#found a", has_text=first).first
    found.click()
    tab.wait_for_url(lambda url: KEY in url)
    assert first in tab.inner_text("h2:target")
    tab.go_back()
    assert tab.input_value("#asked") == asked


@needs_chromium
def test_the_book_prints(opened: Callable[..., Any]) -> None:
    """In light colours, without what is only for a screen, no line of code cut off."""
    tab = opened(f"en/{KEY}.html", color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator("header.top:visible, aside:visible, nav.turn:visible").count() == 0
    cut = "[...document.querySelectorAll('pre')].filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    assert tab.evaluate(cut) == 0
    assert len(tab.pdf(format="A4")) > 100_000
