"""The mini course's suites, collected once."""

import pytest
import torch
from judging import load, no_data

from grader.plugin import Suite
from grader.spec import ChapterSpec


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    """As in a worker."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def chapter() -> ChapterSpec:
    """Every call shape and every marker."""
    return load("ch90_mini")


@pytest.fixture(scope="session")
def suite(chapter: ChapterSpec) -> Suite:
    """Its hidden suite."""
    return Suite(chapter, no_data)


@pytest.fixture(scope="session")
def broken() -> ChapterSpec:
    """A chapter with a check that breaks by itself."""
    return load("ch91_broken")


@pytest.fixture(scope="session")
def broken_suite(broken: ChapterSpec) -> Suite:
    """Its hidden suite."""
    return Suite(broken, no_data)
