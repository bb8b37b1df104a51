"""The class on one page, made from statistics and from a class that is made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

import pytest
from html_reading import Read
from pages_class import chapter, made_up

from course.language import translator
from grader.exports import class_page as pages
from grader.exports import class_view
from grader.exports.class_page import class_page
from grader.exports.class_view import percent_text
from grader.exports.html import Voice, inline
from grader.graded import Standing
from grader.spec import ChapterSpec
from grader.statistics import ChapterStatistics, CheckStatistics, ExerciseStatistics, Line, MistakeStatistics, spread
from grader.tally import ClassTally
from grader.words import untranslated, words

ENGLISH, CHINESE = Voice("en", untranslated), Voice("zh", translator("zh"))
CH3 = chapter("ch03_linear_regression")
ATTACK = "<script>alert(1)</script>\" onload='x' \x1b]8;;http://x\x07\u202e"


def link(key: str, student: str) -> str:
    """Where a student's page lies."""
    return quote(f"feedback/{key}/{student}.html")


def document(
    found: Sequence[ChapterStatistics], chapters: Sequence[ChapterSpec] = (CH3,), voice: Voice = ENGLISH
) -> str:
    """The page."""
    return "".join(class_page(found, [spec.text(voice.lang) for spec in chapters], voice, link))


def counted(students: int, *chapters: ChapterSpec) -> tuple[ChapterStatistics, ...]:
    """The statistics of a class that is made up."""
    tally = ClassTally(chapters)
    for row in made_up(list(chapters), students):
        tally.add(row)
    return tally.statistics()


def small(*lines: Line, checks: tuple[CheckStatistics, ...] = (), who: tuple[int, ...] = ()) -> ChapterStatistics:
    """A chapter's statistics by hand."""
    percents = [line.percent for line in lines if line.percent is not None]
    return ChapterStatistics(
        key=CH3.key,
        standings={standing: sum(line.standing is standing for line in lines) for standing in Standing},
        judged=len(percents),
        spread=spread(percents),
        exercises=(ExerciseStatistics("mse_grad", False, 3, 0.333, 1, 1, 1, 1),),
        checks=checks,
        mistakes=(MistakeStatistics("mse_grad__batch_only", "mse_grad", who),) if who else (),
        lines=lines,
        slowest=(0,) if lines else (),
    )


LINES = (
    Line("ada", "Ada Lovelace", Standing.SCORED, 100.0, (100,), seconds=1.25),
    Line("ben", "ben", Standing.CRASHED, 40.0, (40,), words("{exercise}: {message}", exercise="x", message="died")),
    Line("zoë", "", Standing.MISSING, None, (None,), words("nothing was handed in")),
)


def test_the_page_says_how_many_made_a_mistake_and_who() -> None:
    """As "1 of 2", with the sentence, and a link to each one's page; the standings; the reasons; the slowest."""
    shown = Read(document([small(*LINES, who=(1,))]))
    sentence = CH3.text("en").mistake["mse_grad__batch_only"]
    assert f"1 of 2 {sentence} mse_grad ben" in shown.words
    for part in ("2 judged", "70.0 % mean", "crashed 1", "missing 1", "ben crashed x: died", "Ada Lovelace 1.2",
                 "zoë missing nothing was handed in", "ada Ada Lovelace scored 100 % 100",
                 "zoë missing – –"):  # fmt: skip
        assert part in shown.words, part
    addresses = [value for _, name, value in shown.attributes if name == "href"]
    assert link(CH3.key, "zoë") in addresses
    assert all(address is not None and re.match(r"#|data:,$|feedback/", address) for address in addresses)


def test_a_check_that_may_be_wrong_is_pointed_at() -> None:
    """One that the strong fail, and one that nobody passes though it is written."""
    checks = (
        CheckStatistics("a", "mse_grad", "good", False, 40, 30, 0, 0.55),
        CheckStatistics("b", "mse_grad", "odd", False, 40, 30, 0, -0.25),
        CheckStatistics("c", "mse_grad", "closed", False, 40, 0, 0, None),
        CheckStatistics("d", "mse_grad", "unwritten", False, 40, 0, 40, None),
        CheckStatistics("e", "mse_grad", "few", False, 4, 3, 0, -0.25),
    )
    said = Read(document([small(*LINES, checks=checks)])).words
    assert "good 75 % 30 of 40 0.55 mse_grad" in said
    assert "odd 75 % 30 of 40 −0.25 who passes it does no better elsewhere: look at this check" in said
    assert "closed 0 % 0 of 40 – nobody passes: look at this check" in said
    assert "unwritten 0 % 0 of 40 – mse_grad" in said
    assert "few 75 % 3 of 4 −0.25 Students" in said or "few 75 % 3 of 4 −0.25 How to read" in said


def test_the_distribution_has_a_twin_in_words() -> None:
    """Each bar of the picture is a row of a table, with its number and share."""
    shown = Read(document([small(*LINES)]))
    assert "40–50 % 1 50 % 50–60 % 0 0 %" in shown.words
    assert "90–100 % 1 50 %" in shown.words
    assert ("svg", "role", "img") in shown.attributes


def test_nothing_of_a_class_is_markup() -> None:
    """Names and reasons are text; the only script is ours."""
    attacked = [replace(line, student=ATTACK, name=ATTACK + "x", reason=words("{a}", a=ATTACK)) for line in LINES]
    html = document([small(*attacked, who=(0,))])
    shown = Read(html)
    assert shown.tags.count("script") == 1
    assert not {"onload", "onerror", "src", "style"} & {name for _, name, _ in shown.attributes}
    assert not set(html) & set("\x1b\u202e\x07")
    assert "<script>alert(1)</script>\" onload='x' \\x1b]8;;http://x\\x07\\u202e" in shown.words


def test_the_policy_allows_our_script_and_style_alone() -> None:
    """By their hashes; nothing is loaded from anywhere."""
    html = document([small(*LINES)])
    (policy,) = [value for _, _, value in Read(html).attributes if value and value.startswith("default-src")]
    style, script = inline("feedback.css", "page.css", "class.css"), inline("class.js")
    assert policy == (
        f"default-src 'none'; style-src '{style.hash}'; script-src '{script.hash}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert f"<style>{style.text}</style>" in html
    assert f"<script>{script.text}</script>" in html
    assert "://" not in html.replace("http://www.w3.org/2000/svg", "")


def test_every_student_has_a_row_and_every_exercise_a_cell() -> None:
    """Also over several chapters; where there is no score the cell says why or is a dash, and never 0."""
    chapters = (CH3, chapter("ch06_mnist_loop"))
    found = counted(30, *chapters)
    shown = Read(document(found, chapters))
    cells = [value for tag, name, value in shown.attributes if tag == "td" and name == "class"]
    shades = [value for value in cells if value is not None and re.fullmatch(r"h\d+|none", value)]
    assert len(shades) == 30 * (2 + sum(len(spec.exercises) for spec in chapters))
    assert [value for _, name, value in shown.attributes if name == "id"].count(CH3.key) == 1
    assert "Students and chapters: percent of the points" in shown.words


def test_ids_are_there_once_and_labels_point_at_them() -> None:
    """What assistive technology follows leads somewhere."""
    chapters = (CH3, chapter("ch06_mnist_loop"))
    attributes = Read(document(counted(30, *chapters), chapters)).attributes
    ids = [value for _, name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    pointed = {value for _, name, value in attributes if name in ("aria-labelledby", "aria-describedby", "data-for")}
    inside = {value[1:] for _, name, value in attributes if name == "href" and value and value[0] == "#"}
    assert pointed | inside <= set(ids)


def test_the_page_speaks_chinese() -> None:
    """No English of ours is left but the names of exercises, files and chapters."""
    found = counted(60, CH3)
    quiet = replace(
        found[0],
        lines=tuple(replace(line, name="李雷", reason=None) for line in found[0].lines),
        checks=tuple(replace(check, name="none", title="检查") for check in found[0].checks),
    )
    shown = Read(document([quiet], voice=CHINESE))
    assert ("html", "lang", "zh-Hans") in shown.attributes
    text = re.sub(r"[a-z0-9]+(?:_[a-z0-9]+)+|scores\.csv|s\d{5}", "", shown.words)
    sentences = " ".join(CH3.text("zh").mistake.values())
    left = {word for word in re.findall(r"[A-Za-z]{4,}", text) if word not in sentences}
    assert left == set(), left


def test_a_class_that_is_too_large_shows_its_lowest_scores_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the class's order; the rest is in scores.csv."""
    monkeypatch.setattr(class_view, "MOST_ROWS", 2)
    monkeypatch.setattr(pages, "MOST_ROWS", 2)
    percents = (90.0, 10.0, 50.0, 20.0)
    lines = tuple(Line(f"s{at}", "", Standing.SCORED, percent, (int(percent),)) for at, percent in enumerate(percents))
    found = small(*lines)
    said = Read(document([found, replace(found, key="ch06_mnist_loop")], (CH3, chapter("ch06_mnist_loop")))).words
    assert "s1 scored 10 % 10 s3 scored 20 % 20 The lowest scores are shown; 2 more rows are in scores.csv." in said
    assert "s0 90 % 90 90 s1 10 % 10 10 The first 2 students are shown" in said


def test_an_empty_class_is_a_page_too() -> None:
    """Nobody was judged: no picture and no mean."""
    said = Read(document([small(LINES[2])])).words
    assert "0 judged" in said
    assert "Distribution of scores" not in said


@pytest.mark.parametrize(
    ("percent", "shown"), [(None, "–"), (0.0, "0 %"), (0.2, "1 %"), (99.7, "99 %"), (100.0, "100 %"), (41.5, "42 %")]
)
def test_percents_never_round_to_the_ends(percent: float | None, shown: str) -> None:
    """100 % is all and 0 % is nothing."""
    assert percent_text(percent) == shown


def test_a_thousand_students_make_a_page_of_sane_size() -> None:
    """One chapter of eight exercises is less than a megabyte, and no piece of it is large."""
    pieces = [*class_page(counted(1000, CH3), [CH3.text("en")], ENGLISH, link)]
    assert sum(len(piece) for piece in pieces) < 1_000_000


def test_names_keep_what_their_scripts_need() -> None:
    """A Persian name keeps its joiner, while bidirectional marks are escapes."""
    named = replace(LINES[0], name="نام\u200cها\u202e")
    assert "نام\u200cها\\u202e" in document([small(named)])
