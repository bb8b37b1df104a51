from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from told_judge import ATTACK, ToldJudge, check, judged

from course.content import Content
from course.progress import Progress, load_progress, save_progress
from course.serve.app import Desk
from course.workspace import Workspace
from grader.results import Failure, Place, Verdict
from grader.words import words

KEY = "ch03_linear_regression"
EXERCISE = "/en/ch3/mse_grad"
HAN = re.compile(r"[\u4e00-\u9fff]")


def text_of(html: str) -> str:
    """The words of a page, without its code and its names in other languages."""
    body = html[html.index("<body") :]
    for other in (r"<(script|style|pre|code)\b.*?</\1>", r'<(a|span)\b[^>]*\blang="[^"]*"[^>]*>.*?</\1>'):
        body = re.sub(other, " ", body, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_root_speaks_the_workspaces_language(client: TestClient) -> None:
    """The command's language is the page's until another is chosen."""
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")


@pytest.mark.parametrize("path", ["/", "/ch3", "/ch3/mse_grad", "/glossary", "/search", "/nothing"])
def test_every_page_speaks_one_language(client: TestClient, path: str) -> None:
    """English pages have no Chinese but the switch, Chinese ones no English sentence; they lead to each other."""
    english, chinese = client.get(f"/en{path}"), client.get(f"/zh{path}")
    assert '<html lang="en">' in english.text
    assert '<html lang="zh-Hans">' in chinese.text
    assert not HAN.search(text_of(english.text))
    assert HAN.search(text_of(chinese.text))
    sentences = re.findall(r"\b(?:the|is|and|of|your|are)\b", text_of(chinese.text))
    assert sentences == []
    if path != "/nothing":
        assert f'href="/zh{path}" lang="zh-Hans"' in english.text
        assert f'href="/en{path}" lang="en"' in chinese.text


def test_the_path_shows_what_each_chapter_needs(client: TestClient, content: Content, workspace: Workspace) -> None:
    """Every chapter is there, with those that it builds on, what has passed, and where to go on."""
    progress = Progress().changed(KEY, "linear_forward", passed=True).changed("ch01_tensors", "x", passed=True)
    save_progress(workspace.progress, progress)
    page = client.get("/en/").text
    for chapter in content.chapters():
        assert chapter.text("en").title in page
    start = page.index('href="/en/ch3"><span class="number">3')
    part = page[start : page.index('<span class="number">4', start)]
    assert "1 of 7 pass" in part
    assert '<a href="/en/ch2">' in part
    first = content.chapter("ch01_tensors").exercises[0].name
    assert f"Go on with ch1/{first}" in page


def test_a_lesson_is_whole(client: TestClient) -> None:
    """Its formulas are left for KaTeX, its code is coloured, its figure has a size, its headings have anchors."""
    page = client.get("/en/ch3").text
    assert '<span class="math inline">y = 2x + 1</span>' in page
    assert '<div class="math block">' in page
    assert '<span class="t-k">import</span>' in page
    size = 'class="drawing" width="520" height="370"'
    assert re.search(rf'<img src="/figures/{KEY}/residuals.svg" alt="[^"]{{20,}}" {size}', page)
    assert page.count("<h1>") == 1
    anchors = re.findall(r'<li><a href="#(s\d+)">', page)
    assert len(anchors) >= 8
    assert all(f' id="{anchor}"' in page for anchor in anchors)
    assert 'class="term" href="#term-tensor"' in page
    assert 'id="term-tensor"' in page


def test_figures_come_from_the_chapter_alone(client: TestClient) -> None:
    """By their names; a path that leads elsewhere is no figure, and a drawing runs nothing."""
    answer = client.get(f"/figures/{KEY}/residuals.svg")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    for path in (f"/figures/{KEY}/..%2fchapter.toml", f"/figures/..%2f{KEY}/residuals.svg", f"/figures/{KEY}/%2e%2e",
                 "/figures/ch99_nothing/residuals.svg", f"/figures/{KEY}/nothing.svg"):  # fmt: skip
        assert client.get(path).status_code == 404


def test_an_exercise_shows_what_its_check_saw(client: TestClient, content: Content, judge: ToldJudge) -> None:
    """The failing check, its line in the learner's file, and no other exercise's."""
    chapter = content.chapter(KEY)
    judge.reports[KEY] = judged(chapter, check("mse_grad", Verdict.WRONG_ANSWER, 60), check("mse_loss", Verdict.PASSED))
    page = client.get(EXERCISE).text
    assert "every value is wrong" in page
    assert page.count('class="exercise ') == 1
    assert page.count('class="line failing') == 1
    assert '<span class="line failing" data-line="60"><span class="unseen">a check fails here: </span>' in page
    assert "<style" not in page
    passed = client.get("/en/ch3/mse_loss").text
    assert "Why this matters" in passed
    assert 'class="line failing' not in passed
    assert "Go on with ch3/mae_loss" in passed


def test_after_a_chapter_comes_the_next_one(
    client: TestClient, content: Content, judge: ToldJudge, workspace: Workspace
) -> None:
    """Whoever began with chapter 3 goes on to chapter 4, as in a terminal."""
    chapter = content.chapter(KEY)
    judge.reports[KEY] = judged(chapter, *(check(item.name, Verdict.PASSED) for item in chapter.exercises))
    first = content.chapter("ch04_classification").exercises[0].name
    assert f"Go on with ch4/{first}" in client.get(EXERCISE).text


def test_what_a_learner_wrote_is_shown_and_not_run(
    client: TestClient, content: Content, judge: ToldJudge, workspace: Workspace
) -> None:
    """Markup in a file, in a message and in a problem stays text; marks that turn the line around are seen."""
    chapter = content.chapter(KEY)
    path = workspace.module(chapter, "mse")
    path.write_text(f"# {ATTACK}\nx = '''{ATTACK}\n'''\n", encoding="utf-8")
    judge.reports[KEY] = judged(chapter, check("mse_grad", Verdict.RAISED, 1, ATTACK))
    page = client.get(EXERCISE).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert page.count("alert(1)") >= 4
    shown = client.get(f"/en/file/{KEY}/mse.py").text
    assert "<script>alert" not in shown
    assert "alert(1)" in shown


def test_a_missing_file_is_said(client: TestClient, content: Content, workspace: Workspace) -> None:
    """A module that was deleted costs its own view."""
    workspace.module(content.chapter(KEY), "mse").unlink()
    answer = client.get(EXERCISE)
    assert answer.status_code == 200
    assert f"There is no file exercises/{KEY}/mse.py." in answer.text


def test_a_notebooks_cells_are_shown(
    client: TestClient, content: Content, workspace: Workspace, judge: ToldJudge
) -> None:
    """Where an exercise is written in a notebook: the cell that defines it, and the line of it that fails."""
    chapter = content.chapter(KEY)
    for module in chapter.modules:
        workspace.module(chapter, module).unlink()
    cells = [
        {"cell_type": "markdown", "source": ["# text"]},
        {"cell_type": "code", "source": ["import torch\n", "unrelated = 1"], "outputs": []},
        {"cell_type": "code", "source": ["def mse_grad(pred, target):\n", "    return pred < target"], "outputs": []},
    ]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    workspace.notebook(chapter).write_text(json.dumps(book), encoding="utf-8")
    failing = replace(check("mse_grad", Verdict.RAISED, 2), failure=Failure(
        Verdict.RAISED, words("no"), place=Place(f"{KEY}.ipynb[3]", 2)))  # fmt: skip
    judge.reports[KEY] = judged(chapter, failing)
    page = client.get(EXERCISE).text
    assert f"exercises/{KEY}/{KEY}.ipynb" in page
    assert '<p class="quiet">Cell 3</p>' in page
    assert "unrelated" not in page
    assert re.search(r'class="line failing" data-line="2">.*return.*&lt;', page)
    assert "No cell defines mse_loss yet." in client.get("/en/ch3/mse_loss").text
    workspace.notebook(chapter).write_text("{", encoding="utf-8")
    assert client.get(EXERCISE).status_code == 200


def test_hints_come_one_by_one_and_are_remembered(
    client: TestClient, content: Content, workspace: Workspace, asking: dict[str, str]
) -> None:
    """As `course hint` gives them; none is in the page before it was asked for."""
    hints = content.chapter(KEY).text("en").exercise["mse_grad"].hints
    assert not any(hint[:40] in client.get(EXERCISE).text for hint in hints)
    for number, hint in enumerate(hints, 1):
        answer = client.post(f"{EXERCISE}/hint", headers=asking)
        assert json.loads(answer.text)["said"] == hint
        assert load_progress(workspace.progress).progress.of(KEY, "mse_grad").hints == number
        page = client.get(EXERCISE).text
        assert page.count('<span class="quiet">Hint ') == number
    assert "course solution ch3/mse_grad --give-up" in page
    assert client.post(f"{EXERCISE}/hint", headers=asking).status_code == 200
    assert load_progress(workspace.progress).progress.of(KEY, "mse_grad").hints == len(hints)


@pytest.mark.parametrize(
    "path",
    [
        "../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/secret.py",
        "/etc/passwd",
        "//etc/hosts.py",
        f"{KEY}/..%2f..%2f..%2fsecret.py",
        f"{KEY}/..%5c..%5csecret.py",
        f"{KEY}/mse.py%00.txt",
        f"{KEY}/leads_out.py",
        "whole_folder/secret.py",
        f"{KEY}/itself.py",
        f"{KEY}/missing.py",
        f"{KEY}/notes.txt",
        KEY,
        "",
    ],
)
def test_only_python_files_of_the_workspace_are_shown(client: TestClient, workspace: Workspace, path: str) -> None:
    """No path, however it is written, and no link leads out of exercises/."""
    outside = workspace.root.parent
    (outside / "secret.py").write_text("the secret")
    (workspace.root / "exercises" / KEY / "notes.txt").write_text("the secret")
    (workspace.root / "exercises" / KEY / "leads_out.py").symlink_to(outside / "secret.py")
    (workspace.root / "exercises" / "whole_folder").symlink_to(outside)
    (workspace.root / "exercises" / KEY / "itself.py").symlink_to("itself.py")
    answer = client.get(f"http://127.0.0.1:8765/en/file/{path}")
    assert answer.status_code in (403, 404)
    assert "the secret" not in answer.text
    assert "root:" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_link_in_a_modules_place_is_not_followed_out(
    client: TestClient, content: Content, workspace: Workspace
) -> None:
    """The exercise's own view is held to the same rule."""
    secret = workspace.root.parent / "secret.py"
    secret.write_text("the_secret = 1")
    path = workspace.module(content.chapter(KEY), "mse")
    path.unlink()
    path.symlink_to(secret)
    page = client.get(EXERCISE).text
    assert "the_secret" not in page
    assert "is outside the workspace" in page


def test_a_link_inside_is_followed(client: TestClient, content: Content, workspace: Workspace) -> None:
    """What stays in exercises/ is shown; a huge file is not."""
    folder = workspace.folder(content.chapter(KEY))
    (folder / "twin.py").symlink_to("mse.py")
    assert "mse_grad" in client.get(f"/en/file/{KEY}/twin.py").text
    Path(folder / "huge.py").write_text("x = 1\n" * 300_000)
    assert client.get(f"/en/file/{KEY}/huge.py").status_code == 403


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/ch99", "There is no chapter ch99."),
        ("/zh/ch99", "ch99"),
        ("/en/ch3/nothing", "ch3 has no exercise nothing."),
        ("/fr/", "There is no page at this address."),
        ("/en/events?chapter=ch99", "There is no chapter ch99."),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str, words: str) -> None:
    """A page in the language of the address, with the way back."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert words in answer.text
    assert 'class="brand" href="/' in answer.text


def test_the_search_reads_lessons_exercises_and_terms(client: TestClient) -> None:
    """In the language of the page; every address that it names is there."""
    for lang, heading in (("en", "The broadcasting trap"), ("zh", "广播的陷阱")):
        script = client.get(f"/{lang}/search-index.js").text
        entries = json.loads(script.removeprefix('"use strict";\nconst gradstepIndex = ').rstrip(";\n"))
        titles = {entry["t"] for entry in entries}
        assert {heading, "mse_grad"} <= titles
        pages = {url: client.get(url) for url in {entry["u"].partition("#")[0] for entry in entries}}
        assert {url for url, page in pages.items() if page.status_code != 200} == set()
        lost = [entry["u"] for entry in entries if not _there(entry["u"], pages[entry["u"].partition("#")[0]].text)]
        assert lost == []


def test_the_search_reads_formulas_and_tasks(client: TestClient) -> None:
    """Formulas in plain characters, and what a stub says of its exercise in the page's language."""
    for lang, task in (("en", "The gradient of mse_loss with respect to pred"), ("zh", "亲手推导")):
        script = client.get(f"/{lang}/search-index.js").text
        entries = json.loads(script.removeprefix('"use strict";\nconst gradstepIndex = ').rstrip(";\n"))
        assert next(entry for entry in entries if entry["t"] == "mse_grad")["x"].count(task) == 1
        raw = re.compile(r"\\(frac|hat|sum|mathrm|partial|times|in)\b")
        assert not any(raw.search(entry["x"] + entry["t"]) for entry in entries)


def test_a_full_chapter_shows_its_milestone(client: TestClient, content: Content, workspace: Workspace) -> None:
    """The command until the picture is there, then the picture; a link out of the workspace is not followed."""
    chapter, box = content.chapter(KEY), '<div class="milestone">'
    command = "<code>course milestone ch3</code></p>\n</div>"
    title = chapter.text("en").milestone["title"]
    progress = Progress()
    places = ("/en/ch3", EXERCISE)
    for exercise in chapter.exercises:
        if not exercise.optional:
            assert not any(box in client.get(place).text for place in places)
            progress = progress.changed(KEY, exercise.name, passed=True)
            save_progress(workspace.progress, progress)
    for place in places:
        page = client.get(place).text
        assert command in page
        assert title in page
    assert client.get(f"/milestones/{KEY}").status_code == 404
    drawn = workspace.root / "milestones" / f"{KEY}.png"
    drawn.parent.mkdir()
    drawn.write_bytes(b"a picture")
    for place in places:
        page = client.get(place).text
        assert command not in page
        shown = re.search(r'<img src="(/milestones/[^"]+)"', page)
        assert shown is not None
        assert client.get(shown[1]).content == b"a picture"
    (workspace.root.parent / "secret.png").write_bytes(b"a secret")
    drawn.unlink()
    drawn.symlink_to(workspace.root.parent / "secret.png")
    assert client.get(f"/milestones/{KEY}").status_code == 404
    assert client.get("/milestones/ch99_none").status_code == 404


@pytest.mark.parametrize(("lang", "sentence"), [("en", "start it anew"), ("zh", "再重新启动它")])
def test_what_breaks_says_how_to_go_on(
    desk: Desk, client: TestClient, monkeypatch: pytest.MonkeyPatch, lang: str, sentence: str
) -> None:
    """As after an update under a running server: whose fault it is, and what to type."""

    def gone() -> None:
        raise KeyError("ch99")

    monkeypatch.setattr(desk.library, "terms", gone)
    lenient = TestClient(client.app, base_url=client.base_url, cookies=client.cookies, raise_server_exceptions=False)
    answer = lenient.get(f"/{lang}/glossary")
    assert answer.status_code == 500
    assert "KeyError" in answer.text
    assert sentence in answer.text
    assert "Ctrl-C" in answer.text


def _there(url: str, page: str) -> bool:
    anchor = url.partition("#")[2]
    return not anchor or f'id="{anchor}"' in page
