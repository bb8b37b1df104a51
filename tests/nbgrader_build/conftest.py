from __future__ import annotations

import pytest
from course_directory import KEY, CourseDirectory, made


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> CourseDirectory:
    """A course directory with chapter 3 built, generated and released; to be read only."""
    pytest.importorskip("nbgrader", reason="nbgrader is not installed")
    directory = made(tmp_path_factory.mktemp("nbgrader"))
    directory.course("nbgrader", "build", "ch3")
    directory.nbgrader("db", "student", "import", "students.csv")
    directory.nbgrader("generate_assignment", KEY)
    directory.nbgrader("release_assignment", KEY)
    return directory
