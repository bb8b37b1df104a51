"""A check in plain text: its line, and below it what went wrong and which mistake that is."""

from __future__ import annotations

from grader.exports.plain import visible
from grader.results import FAILURES, CheckResult, Verdict
from grader.spec import ChapterText
from grader.words import Translate, Words, words


def check_lines(check: CheckResult, text: ChapterText, speak: Translate) -> list[str]:
    """A check's line, and below it what went wrong and which mistake that is."""
    title = visible(text.check.get(check.name, check.title))
    failure = check.failure
    if check.verdict not in FAILURES or failure is None:
        mark = "✗" if check.verdict in FAILURES else "✓" if check.verdict is Verdict.PASSED else "·"
        return [f"{mark} {title}"]
    where = f"{failure.place}: " if failure.place else ""
    said: list[Words | str] = [f"{where}{failure.message.render(speak)}"]
    if check.picture is not None and check.picture.shapes is not None:
        said.append(check.picture.shapes.said)
    if check.blames:
        said.append(words("needs {exercise} first", exercise=check.blames))
    elif check.diagnosis is not None and check.diagnosis in text.mistake:
        said.append(text.mistake[check.diagnosis])
    lines = [item if isinstance(item, str) else item.render(speak) for item in said]
    return [f"✗ {title}", *(f"    {part}" for line in lines for part in visible(line).splitlines())]
