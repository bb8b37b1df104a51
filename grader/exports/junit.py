"""A class's checks as JUnit XML, as continuous integration reads it: a suite a submission, a case a check.

A student's failure is a `failure` of the type of its verdict, what gradstep broke is an `error`, what was not run is
`skipped`. The class name holds the student, for GitLab tells cases apart by class name and name alone, and Jenkins
groups them by it. Only elements and attributes of the schema of Jenkins's xUnit plugin (junit-10.xsd) are written.
Covered: characters that XML cannot hold are shown as escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from xml.etree.ElementTree import Element, SubElement, tostring

from grader.exports.check_text import check_lines
from grader.exports.plain import named, visible
from grader.graded import Graded
from grader.results import CheckResult, ExerciseReport, Verdict
from grader.spec import ChapterText
from grader.words import Translate

LEFT_OUT = frozenset({Verdict.SKIPPED, Verdict.NOT_RUN_HERE})


def render(rows: Iterable[Graded], text: ChapterText, translate: Translate) -> Iterator[str]:
    """The file for one chapter's rows, in pieces."""
    speak = text.speaking(translate)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    for row in rows:
        yield tostring(_suite(row, text, speak), encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _suite(row: Graded, text: ChapterText, speak: Translate) -> Element:
    suite = Element("testsuite", name=named(f"{row.chapter}.{row.student}"))
    for exercise in row.report.exercises if row.report is not None else ():
        for check in exercise.checks:
            suite.append(_case(row, exercise, check, text, speak))
    if row.report is None:  # missing, unreadable or broken by us before there was a report
        case = SubElement(suite, "testcase", classname=suite.attrib["name"], name="submission", time="0.000")
        reason = visible(row.reason.render(speak)) if row.reason else row.standing.value
        kind = "error" if row.score is None else "failure"
        SubElement(case, kind, type=row.standing.value, message=reason).text = reason
    suite.attrib |= {
        "tests": str(len(suite)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": str(len(suite.findall("testcase/error"))),
        "skipped": str(len(suite.findall("testcase/skipped"))),
        "time": f"{row.seconds:.3f}",
    }
    if row.submitted_at is not None:
        suite.attrib["timestamp"] = row.submitted_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return suite


def _case(row: Graded, exercise: ExerciseReport, check: CheckResult, text: ChapterText, speak: Translate) -> Element:
    title = visible(text.check.get(check.name, check.title))
    case = Element(
        "testcase",
        classname=named(f"{row.chapter}.{row.student}.{exercise.name}"),
        name=f"{visible(check.name)}: {title}",
        time=f"{check.seconds:.3f}",
    )
    if check.verdict in LEFT_OUT:
        SubElement(case, "skipped").text = check.verdict.value
    elif check.verdict is not Verdict.PASSED:
        kind = "error" if check.verdict is Verdict.INTERNAL_ERROR else "failure"
        message = visible(check.failure.message.render(speak)) if check.failure else check.verdict.value
        detail = "\n".join(check_lines(check, text, speak))
        SubElement(case, kind, type=check.verdict.value, message=message).text = detail
    if check.output:
        SubElement(case, "system-out").text = visible(check.output)
    return case
