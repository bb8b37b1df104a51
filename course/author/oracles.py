"""The rule that what a check expects is ours: no value that the student returned or built is in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from course.author.finding import Finding
from course.author.flow import Flow, tests
from course.author.marks import Marks
from course.author.values import Source, Value
from grader.spec import ChapterSpec
from grader.words import words

EXPECTED = {"assert_close": "want", "assert_equal": "want"}
"""The comparing functions of grader.suite, and the parameter that is what is expected: the second one of each."""
MARK = "oracle"


def check_oracles(chapter: ChapterSpec) -> Iterator[Finding]:
    """A line a comparison whose expected side holds something of the student's."""
    if not chapter.suite_file.is_file():
        return
    source = chapter.suite_file.read_text(encoding="utf-8")
    marks = Marks(source, MARK)
    found: dict[tuple[int, str], Source] = {}

    def heard(call: ast.Call, given: Sequence[Value], named: dict[str, Value]) -> None:
        name = ast.unparse(call.func)
        value = given[1] if len(given) > 1 else named.get(EXPECTED[name])
        written = (
            call.args[1]
            if len(call.args) > 1
            else next((word.value for word in call.keywords if word.arg == EXPECTED[name]), None)
        )
        source = value.tainted() if value is not None else None
        if source is not None and written is not None and not marks.excuse(call):
            found.setdefault((call.lineno, ast.unparse(written)), source)

    flow = Flow(ast.parse(source), frozenset(EXPECTED), heard)
    for test in tests(ast.parse(source)):
        flow.test(test)
    for (line, name), origin in sorted(found.items(), key=lambda item: item[0]):
        what = words(
            "what is expected, {name}, comes from the student's code: {call} in line {line}",
            name=name, call=origin.text, line=origin.line,
        )  # fmt: skip
        yield Finding(f"{chapter.suite_file.name}:{line}", what)
    yield from marks.without_reason(chapter.suite_file.name)
