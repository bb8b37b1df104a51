"""`course report`: what checks leave in the workspace, and the page that is made of it."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from html_reading import Read

KEY = "ch01_numbers"
Run = Callable[..., Any]
Edit = Callable[[str, str], None]
PAGE = f".course/reports/{KEY}.en.html"


def test_a_check_leaves_a_report_and_the_page_shows_it(run: Run, workspace: Path, edit: Edit) -> None:
    """Every exercise with its score, what was seen of what fails, the diagnosis, and when that was."""
    edit("double", "return 'wrong'")
    run("check", "ch1")
    done = run("report", "ch1")
    assert (done.exit_code, done.stdout) == (0, f"The report of chapter 1 is in {PAGE}.\n")
    page = Read((workspace / PAGE).read_text(encoding="utf-8"))
    for said in ("double", "Diagnosis This is double__tripled.", "Got tensor([4.])", "Last checked 20"):
        assert said in page.words, said


def test_the_page_needs_nothing_beside_it(run: Run, workspace: Path) -> None:
    """No script, no address but its own."""
    run("check", "ch1")
    run("report")
    page = Read((workspace / PAGE).read_text(encoding="utf-8"))
    assert "script" not in page.tags
    addresses = {value or "" for _, name, value in page.attributes if name in ("href", "src", "action")}
    assert all(address.startswith(("#", "data:")) for address in addresses)


def test_what_was_checked_before_stays_in_the_report(run: Run, workspace: Path, mini: Any) -> None:
    """A check of one exercise changes that exercise alone; the score is of all that was judged."""
    mini.solve(workspace)
    run("check", "ch1")
    run("check", "ch1/double")
    run("report", "ch1")
    words = Read((workspace / PAGE).read_text(encoding="utf-8")).words
    assert "15 / 15" in words
    assert all(name in words for name in ("double", "triple", "square"))


def test_without_a_chapter_it_is_the_one_checked_last(run: Run, workspace: Path) -> None:
    """And the page speaks the language that is asked for."""
    run("check", "ch1")
    done = run("report", "--lang", "zh")
    assert done.stdout == f"第 1 章的报告在 .course/reports/{KEY}.zh.html。\n"
    page = Read((workspace / f".course/reports/{KEY}.zh.html").read_text(encoding="utf-8"))
    assert ("html", "lang", "zh-Hans") in page.attributes


def test_it_is_written_where_it_is_wanted_and_opened(
    run: Run, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser, as a file; where there is none, that is said and is no failure."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not opened.append(address))
    run("check", "ch1")
    target = tmp_path / "my report.html"
    assert run("report", "ch1", "--to", str(target), "--open").exit_code == 0
    assert opened == [target.as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    done = run("report", "ch1", "--open")
    assert (done.exit_code, "No browser could be opened here" in done.stderr) == (0, True)


def test_without_a_check_it_says_what_to_type(run: Run, workspace: Path) -> None:
    """Of a chapter, and of the whole workspace."""
    done = run("report", "ch1")
    assert done.exit_code == 2
    assert "Chapter 1 has not been checked in this workspace yet" in done.stderr
    assert "Next: course check ch1" in done.stderr
    done = run("report")
    assert done.exit_code == 2
    assert "Next: course check\n" in done.stderr


DAMAGED = {
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "a list": b"[]",
    "another version": b'{"format_version": 99, "checked": "2026-01-01", "report": {}}',
    "a record cut short": b'{"format_version": 1, "checked": "2026-01-01", "report": {"version": 1}}',
    "no number": json.dumps({"format_version": 1, "checked": "2026-01-01T10:00:00+00:00", "report": {
        "version": 1, "chapter": KEY, "state": "scored", "score": "x", "max_score": "1", "device": "cpu", "seed": "",
        "sandbox": ["full", []], "exercises": [], "notes": [], "seconds": 0}}).encode(),
}  # fmt: skip


def test_a_report_of_another_version_is_none(run: Run, workspace: Path) -> None:
    """Even where all else could be read."""
    run("check", "ch1")
    path = workspace / f".course/reports/{KEY}.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**kept, "format_version": 99}), encoding="utf-8")
    assert "cannot be read. Check it again." in run("report", "ch1").stderr


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_report_is_none(run: Run, workspace: Path, content: bytes) -> None:
    """It is said to be so, a new check replaces it, and nothing breaks."""
    path = workspace / f".course/reports/{KEY}.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    done = run("report", "ch1")
    assert done.exit_code == 2
    assert "cannot be read. Check it again." in done.stderr
    assert "Next: course check ch1" in done.stderr
    run("check", "ch1")
    assert run("report", "ch1").exit_code == 0


def test_a_disk_that_cannot_be_written_costs_the_report_only(
    run: Run, workspace: Path, mini: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check ends as it would have."""
    import course.checking

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    mini.solve(workspace)
    monkeypatch.setattr(course.checking, "keep_report", full)
    assert run("check", "ch1").exit_code == 0
