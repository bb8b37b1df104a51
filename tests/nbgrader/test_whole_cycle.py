"""A real chapter: built, released, handed in, autograded both ways, with feedback at the end."""

from __future__ import annotations

from pathlib import Path

from course_directory import KEY, CourseDirectory, answered, made, read


def scores(directory: CourseDirectory) -> dict[str, tuple[float, bool]]:
    """Everybody's score, and whether somebody must look at it."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{directory.root / 'gradebook.db'}") as book:
        return {
            found.student.id: (found.score, bool(found.needs_manual_grade))
            for found in book.assignment_submissions(KEY)
        }


def test_a_chapter_from_build_to_feedback(tmp_path: Path) -> None:
    """In Chinese, as it was built: the solution has every point, what was given out none, both ways."""
    directory = made(tmp_path)
    directory.course("nbgrader", "build", "ch3", "--lang", "zh")
    directory.nbgrader("generate_assignment", KEY)
    released, source = read(directory.notebook("release")), read(directory.notebook("source"))
    for student, notebook in (("anna", answered(released, source)), ("ben", released)):
        directory.nbgrader("db", "student", "add", student)
        directory.submit(student, notebook)
    expected = {"anna": (100.0, False), "ben": (0.0, False)}
    directory.nbgrader("autograde", KEY)
    assert scores(directory) == expected
    before = directory.notebook("autograded/anna").read_text(encoding="utf-8")
    said = directory.course("nbgrader", "autograde", "ch3", "--force")
    assert scores(directory) == expected
    assert "2 of 2 in the gradebook" in said
    assert directory.notebook("autograded/anna").stat().st_mode & 0o777 == 0o444
    assert before.count("execute_result") == 7
    directory.nbgrader("generate_feedback", KEY)
    page = (directory.root / "feedback" / "ben" / KEY / f"{KEY}.html").read_text(encoding="utf-8")
    assert 'lang="zh-Hans"' in page
    assert "尚未" in page or "还没有" in page
