"""Pages in headless Chromium: opened so that nothing they say on the console is missed; axe; the Tab key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}


@contextmanager
def opener(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens addresses, each in a window of its own; what a page says, raises or loads from elsewhere is a failure."""
    contexts, said = [], []

    def heard(request: Any) -> None:
        if not unquote(request.url).startswith((unquote(site), "data:")):
            said.append(f"loaded {request.url}")

    def open_page(address: str, enter: str | None = None, **look: Any) -> Any:
        context = browser.new_context(**{**LOOKS["light"], "reduced_motion": "reduce", **look})
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: said.append(f"{tab.url}: {message.text}"))
        tab.on("pageerror", lambda error: said.append(f"{tab.url}: {error}"))
        tab.on("dialog", lambda dialog: (said.append(f"alert {dialog.message}"), dialog.dismiss()))
        tab.on("request", heard)
        if enter is not None:
            tab.goto(enter)
            tab.wait_for_url(lambda url: "token" not in url)
        tab.goto(address)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert said == [], said


def violations(tab: Any) -> list[str]:
    """What axe-core finds, of every impact."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    tab.evaluate(Path(base.__file__).with_name("axe.min.js").read_text(encoding="utf-8") + "; null")
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    return [f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
            for item in found for node in item["nodes"][:3]]  # fmt: skip


def fits(tab: Any) -> bool:
    """Whether nothing hangs over the side."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def tab_to(tab: Any, selector: str, most: int = 120) -> None:
    """Reaches an element by the Tab key alone."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def until(tab: Any, script: str, argument: Any = None, seconds: float = 180.0) -> None:
    """Waits until a script is true. Playwright's own waiting evaluates text in the page, which our policy forbids."""
    deadline = time.monotonic() + seconds
    while not tab.evaluate(script, argument):
        assert time.monotonic() < deadline, f"never true: {script}"
        tab.wait_for_timeout(30)
