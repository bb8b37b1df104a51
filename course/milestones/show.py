"""`course milestone`: draws a chapter's milestone with the workspace's code, keeps the picture and says what it shows.

What is said is the milestone's own `seen` of text.<lang>.toml, with the numbers that came out.
"""

from __future__ import annotations

from pathlib import Path

from course.checking import next_unsolved
from course.content import Content
from course.errors import CourseError
from course.files import write_whole
from course.milestones.made import SECONDS, make
from course.milestones.plan import Milestone, has_milestone, milestone_of, picture
from course.milestones.work import ready, work_in
from course.names import find_target
from course.progress import Progress, load_progress
from course.recording import shown
from course.screen import Screen
from course.workspace import Workspace, find_workspace
from grader.spec import ChapterSpec
from grader.words import words


def show_milestone(
    content: Content, screen: Screen, name: str | None, folder: Path | None, seconds: float = SECONDS
) -> None:
    """Makes the picture; without a name that of the first full chapter that has none yet."""
    workspace = find_workspace(folder)
    progress = load_progress(workspace.progress).progress
    chapter = find_target(content, name).chapter if name is not None else next_milestone(content, workspace, progress)
    milestone = required(chapter)
    submission = work_in(workspace.folder(chapter), chapter)
    ready(milestone, submission)
    screen.say(words("Drawing the milestone of chapter {number} (loading torch) ...", number=chapter.number), "dim")
    made = make(milestone, submission, screen.lang, seconds=seconds)
    path = picture(workspace, chapter)
    write_whole(path, made.png)
    screen.say(made.title, "bold")
    screen.say(made.seen)
    screen.say(words("The picture is in {file}.", file=shown(path)), "green")
    onward = next_unsolved(content, progress, chapter)
    if onward is None:
        screen.say(words("Every exercise of the course passes."), "green")
    else:
        screen.next(f"course check {onward.chapter.short}/{onward.exercises[0].name}")


def required(chapter: ChapterSpec) -> Milestone:
    """The chapter's milestone. Raises CourseError where it has none."""
    milestone = milestone_of(chapter)
    if milestone is None:
        none = words("Chapter {number} has no milestone.", number=chapter.number)
        raise CourseError(none, next_command=f"course check {chapter.short}")
    return milestone


def next_milestone(content: Content, workspace: Workspace, progress: Progress) -> ChapterSpec:
    """Of the chapters whose picture is not there the first one that is full, else the first; the last where all are."""
    chapters = [chapter for chapter in content.chapters() if has_milestone(chapter)]
    if not chapters:
        raise CourseError(words("No chapter of this course has a milestone."), next_command="course list")
    missing = [chapter for chapter in chapters if not picture(workspace, chapter).is_file()]
    full = [
        chapter
        for chapter in missing
        if all(item.optional or progress.of(chapter.key, item.name).passed for item in chapter.exercises)
    ]
    return [*full, *missing, chapters[-1]][0]
