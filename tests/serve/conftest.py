"""A workspace with the stubs of chapter 3, served to a client without a network, by a judge that is told its words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from told_judge import ToldJudge

from course.content import Content, find_content
from course.serve.app import Desk, make_app
from course.serve.bench import Bench
from course.serve.gate import TOKEN_HEADER, Pass
from course.serve.reading import KeptContent, Library
from course.workspace import Workspace

KEY = "ch03_linear_regression"
PORT = 8765
HOST = f"127.0.0.1:{PORT}"


@pytest.fixture(scope="session")
def content() -> Content:
    """The course itself."""
    return KeptContent.of(find_content())


@pytest.fixture
def workspace(content: Content, tmp_path: Path) -> Workspace:
    """Chapter 3's stubs in a folder."""
    folder = tmp_path / "my course"
    shutil.copytree(content.tree.exercises / KEY, folder / "exercises" / KEY)
    return Workspace(folder)


@pytest.fixture
def judge() -> ToldJudge:
    """Knows nothing yet."""
    return ToldJudge()


@pytest.fixture
def desk(content: Content, workspace: Workspace, judge: ToldJudge) -> Iterator[Desk]:
    """What is served."""
    bench = Bench(judge)
    yield Desk(content, workspace, bench, Pass(PORT), "en", Library(content))
    assert bench.close(5)


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    """A client that was given no token."""
    return TestClient(make_app(desk), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """The learner's browser after it opened the address with the token."""
    opened = TestClient(make_app(desk), base_url=f"http://{HOST}", follow_redirects=False)
    assert opened.get("/", params={"token": desk.allowed.token}).status_code == 200
    return opened


@pytest.fixture
def asking(desk: Desk) -> dict[str, str]:
    """The headers with which a page of ours asks for something to be done."""
    return {"Origin": f"http://{HOST}", TOKEN_HEADER: desk.allowed.key}
