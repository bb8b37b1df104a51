"""A training's figures in the terminal, on a page and in its plain twin, in both languages."""

from __future__ import annotations

import base64
import json
import math
import re
import zlib
from dataclasses import replace

import hypothesis.strategies as st
import jsonschema
import pytest
import torch
from html_reading import Read
from hypothesis import example, given
from rich.cells import cell_len
from terminal_text import compare_with_golden as compare
from terminal_text import shown_in_terminal as shown

from course.language import translator
from grader.exports.charts import figure_view, png_of
from grader.exports.feedback import About, fragment, page, plain
from grader.exports.html import Voice
from grader.exports.json_report import SCHEMA_FILE, to_json
from grader.exports.plotted import HEIGHT, WIDTH, figure_lines
from grader.exports.told import told_of
from grader.exports.withheld import for_student
from grader.figure import Along, Confusion, Curve, Figure, Images, Measure, Misread, Share
from grader.results import CheckResult, ScoreReport, Verdict
from grader.show import Show
from grader.spec import ChapterText
from grader.words import Translate, untranslated

ENGLISH, CHINESE = Voice("en", untranslated), Voice("zh", translator("zh"))
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
BAND = [(0.50, 0.53), (0.24, 0.26), (0.17, 0.19), (0.13, 0.15), (0.10, 0.12)]


def ring() -> torch.Tensor:
    """A picture that can be recognised: a ring of 20 x 20."""
    place = torch.arange(20.0) - 9.5
    distance = (place[:, None] ** 2 + place**2).sqrt()
    return ((distance > 5) & (distance < 8)).float()


def figures() -> dict[str, Figure]:
    """One of each kind, made as a suite makes them."""
    made: list[Figure] = []
    names = (
        "better than it may be", "above the band", "on a hidden reference", "not finite", "long",
    )  # fmt: skip
    for yours, reference, public in (
        ([0.52, 0.25, 0.10, 0.07, 0.05], BAND, True),
        ([2.17, 1.91, 1.66, 1.44, 1.23], BAND, True),
        ([812.5, 400.0, 212.5], [812.5, 400.0, 212.5, 106.25], False),
        ([0.52, 0.25, math.nan, 0.14, 0.11], BAND, True),
        ([math.exp(-step / 20) + 0.1 * math.sin(step) for step in range(60)],
         [math.exp(-step / 20) for step in range(60)], False),
    ):  # fmt: skip
        show = Show(found := [])
        show.curve("loss", yours, reference, along="epoch", public=public, claimed=True)
        made += found
    show = Show(found := [])
    show.accuracy(0.737, needed=0.88, reference=(0.910, 0.928))
    show.confusion(torch.tensor([0, 0, 0, 1, 1, 1, 1, 2]), torch.tensor([0, 1, 1, 1, 1, 0, 2, 2]), "038")
    show.misread(torch.stack([ring(), 1 - ring()]), torch.tensor([0, 2]), torch.tensor([2, 1]), "038")
    return dict(zip((*names, "a share", "a confusion matrix", "misread images"), (*made, *found), strict=True))


def with_figures(mixed: ScoreReport, *given: Figure, verdict: Verdict = Verdict.PASSED) -> ScoreReport:
    """A report of one exercise, one check of which shows these."""
    exercise = mixed.exercises[1]
    failure = exercise.checks[2].failure if verdict is Verdict.WRONG_ANSWER else None
    check = replace(exercise.checks[1], figures=given, verdict=verdict, failure=failure, title="the milestone")
    return replace(mixed, exercises=(replace(exercise, checks=(replace(check, figures=()), check)),), notes=())


def drawings(translate: Translate, *, ascii_only: bool = False) -> str:
    """Every figure below its name."""
    parts = []
    for name, figure in figures().items():
        lines = figure_lines(figure, lambda sentence: sentence.render(translate), ascii_only=ascii_only)
        parts.append(
            "\n".join([f"# {name}", *("".join(["  ", *(run.text for run in line)]).rstrip() for line in lines)])
        )
    return "\n\n".join(parts) + "\n"


def test_every_figure() -> None:
    """In braille dots and numbers."""
    compare("figures.en.txt", drawings(untranslated))


def test_every_figure_in_chinese() -> None:
    """Everything that is said of it."""
    text = drawings(translator("zh"))
    compare("figures.zh.txt", text)
    assert not re.search(r"[a-z]{3}", re.sub(r"# .*", "", text))


def test_every_figure_in_ascii() -> None:
    """Where there are no braille dots, what they show is said in words."""
    text = drawings(untranslated, ascii_only=True)
    assert "above the reference from epoch 1 on\n  2.17 at epoch 1, 1.23 at epoch 5" in text
    assert not set(text) & set("●⣿│─")
    assert not re.search(r"[\u2800-\u28ff]", text)


SAID = {
    "better than it may be": "below the reference from epoch 3 on",
    "above the band": "above the reference from epoch 1 on",
    "on a hidden reference": "on the reference, and ends before it",
    "not finite": "not a finite number at epoch 3",
    "a share": "73.7 %; at least 88.0 % is asked for, the reference reaches 91.0 % to 92.8 %",
    "a confusion matrix": "0 taken for 3: 2 times",
    "misread images": "2 of 2 are misread",
}


@pytest.mark.parametrize(("name", "sentence"), SAID.items(), ids=SAID.keys())
def test_a_figure_is_said_in_words(name: str, sentence: str) -> None:
    """Where a curve leaves the reference, which classes are mixed up."""
    assert told_of(figures()[name])[0].render() == sentence


def test_a_hidden_reference_has_no_numbers_on_its_axis() -> None:
    """Nor in the words: only places are left."""
    figure = figures()["on a hidden reference"]
    lines = ["".join(run.text for run in line) for line in figure_lines(figure, str)]
    assert not re.search(r"[0-9.]", "".join(lines[1:HEIGHT]))
    assert not re.search(r"\d", lines[-1])
    view = figure_view(figure, ENGLISH)
    assert (view.top, view.bottom) == ("", "")


def test_the_terminal_shows_a_milestone_that_passes(mixed: ScoreReport, text: ChapterText) -> None:
    """Its curve, below the title of the check; a curve on hidden inputs only where something fails."""
    public, hidden = figures()["above the band"], figures()["on a hidden reference"]
    assert "\nthe milestone\n  loss at each epoch\n" in shown(with_figures(mixed, public), text)
    assert "loss at each epoch" not in shown(with_figures(mixed, hidden), text)
    assert "loss at each epoch" in shown(with_figures(mixed, hidden, verdict=Verdict.WRONG_ANSWER), text)
    whole = replace(
        with_figures(mixed, public), exercises=(with_figures(mixed, public).exercises[0], mixed.exercises[0])
    )
    assert "loss at each epoch" not in shown(whole, text)


def test_a_check_that_fails_is_shown_before_one_that_passes(mixed: ScoreReport, text: ChapterText) -> None:
    """Also where the first failing check, the one in detail, shows nothing itself."""
    given = figures()
    report = with_figures(mixed, given["on a hidden reference"], verdict=Verdict.WRONG_ANSWER)
    example = replace(mixed.exercises[1].checks[0], figures=())
    passed = replace(report.exercises[0].checks[1], verdict=Verdict.PASSED, failure=None, title="it passes",
                     figures=(given["a share"], given["a confusion matrix"]))  # fmt: skip
    failed = replace(report.exercises[0].checks[1], title="it fails")
    exercise = replace(report.exercises[0], checks=(example, passed, failed))
    output = shown(replace(report, exercises=(exercise,)), text)
    assert "\nit fails\n  loss at each epoch\n" in output
    assert "what was taken for what" not in output


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_shows_every_figure(mixed: ScoreReport, text: ChapterText, lang: str) -> None:
    """As SVG, a table and images with words for those who do not see them; the twin has the words."""
    voice = ENGLISH if lang == "en" else CHINESE
    report = with_figures(mixed, *figures().values())
    for document in (page(report, text, voice, About()), fragment(report, text, voice)):
        read = Read(document)
        labels = [value for tag, name, value in read.attributes if (tag, name) == ("svg", "aria-label")]
        for figure in figures().values():
            for sentence in told_of(figure):
                said = sentence.render(voice.translate)
                assert said in read.words
                assert said in plain(report, text, voice)
        assert len([label for label in labels if label]) == 6
        assert read.tags.count("img") == 2
        alternatives = [value for tag, name, value in read.attributes if (tag, name) == ("img", "alt")]
        assert alternatives == (["0, read as 8", "8, read as 3"] if lang == "en" else ["0，认成了 8", "8，认成了 3"])
        assert read.tags.count("th") >= 3 + 3
        assert not {name for _, name, _ in read.attributes if name == "style" or name.startswith("on")}


def test_every_figure_is_in_the_json_report(mixed: ScoreReport, text: ChapterText) -> None:
    """As the schema has it."""
    made = to_json(with_figures(mixed, *list(figures().values())[:4]), untranslated, text)
    jsonschema.validate(made, SCHEMA)
    for figure in figures().values():
        made = to_json(with_figures(mixed, figure), untranslated, text)
        jsonschema.validate(made, SCHEMA)
        assert len(made["exercises"][0]["checks"][1]["figures"]) == 1


def test_a_students_page_has_what_was_measured(mixed: ScoreReport) -> None:
    """Neither what a submission returned nor images."""
    claimed, share = figures()["above the band"], figures()["a share"]
    assert isinstance(claimed, Curve)
    measured, matrix = replace(claimed, claimed=False), figures()["a confusion matrix"]
    report = with_figures(mixed, claimed, measured, share, matrix, figures()["misread images"])

    def kept(check: CheckResult) -> tuple[Figure, ...]:
        return check.figures

    assert kept(for_student(report).exercises[0].checks[1]) == (measured, share, matrix)


def test_a_png_holds_its_levels() -> None:
    """Read back by hand: the size, no filter, a row after another."""
    image = png_of(bytes([0, 50, 100, 150, 200, 250]), 3, 2)
    assert image.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\0")
    start = image.index(b"IDAT") + 4
    assert zlib.decompress(image[start : image.index(b"IEND") - 8]) == b"\0\0\x32\x64\0\x96\xc8\xfa"
    assert len(png_of(b"", 3, 2)) == len(png_of(bytes(6), 3, 2))


FLOATS = st.floats(-1e6, 1e6)
CURVES = st.builds(
    Curve,
    st.sampled_from(Measure),
    st.sampled_from(Along),
    st.lists(st.tuples(st.floats(0, 1e4), st.none() | FLOATS), min_size=1, max_size=30).map(tuple),
    st.lists(st.tuples(st.floats(0, 1e4), FLOATS, FLOATS), min_size=2, max_size=30).map(tuple),
    st.booleans(),
    st.booleans(),
)
NAMES = st.text(max_size=8)
CONFUSIONS = st.integers(2, 12).flatmap(
    lambda n: st.builds(
        Confusion,
        st.lists(NAMES, min_size=n, max_size=n).map(tuple),
        st.lists(st.lists(st.integers(0, 10**6), min_size=n, max_size=n).map(tuple), min_size=n, max_size=n).map(tuple),
    )
)
PIXELS = st.binary(max_size=40).map(lambda levels: base64.b64encode(levels).decode())
IMAGES = st.builds(
    Images, st.integers(1, 9), st.integers(1, 9),
    st.lists(st.builds(Misread, PIXELS, NAMES, NAMES), min_size=1, max_size=8).map(tuple), st.integers(0, 9),
    st.integers(0, 9),
)  # fmt: skip
SHARES = st.builds(Share, *[st.floats(-1, 2)] * 4)


@given(CURVES | CONFUSIONS | IMAGES | SHARES)
@example(Curve(Measure.LOSS, Along.STEP, ((5e-324, None),), ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)), False, False))
@example(Curve(Measure.LOSS, Along.STEP, ((0.0, 5e-324), (1.0, 0.0)), ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), False, False))
def test_any_figure_can_be_drawn(figure: Figure) -> None:
    """In a terminal it keeps to its width and acts on nothing; on a page nothing of it is markup."""
    for ascii_only in (False, True):
        for line in figure_lines(figure, lambda sentence: sentence.render(), ascii_only=ascii_only):
            text = "".join(run.text for run in line)
            assert "\n" not in text
            assert not set(text) & set("\x1b\x07\r\x9b\u202e\u200b")
            assert cell_len(text) <= max(WIDTH + 20, 200) or isinstance(figure, Confusion)
    view = figure_view(figure, ENGLISH)
    assert view.title
    assert all(re.fullmatch(r"[\d.,\- ]*", value) for value in _places(view))


def _places(view: object) -> list[str]:
    """What of a view is put into an SVG's geometry."""
    found = [getattr(view, name) for name in ("band", "value", "needed", "low", "wide") if hasattr(view, name)]
    found += [*getattr(view, "lines", ())]
    return [*found, *(value for spot in getattr(view, "dots", ()) for value in spot)]
