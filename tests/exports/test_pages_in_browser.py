"""The pages in headless Chromium, from file:// as an instructor opens them: errors, requests, keyboard, contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, FLAGS, NO_CHROMIUM, picture
from made_up_training import trained_report
from pages_class import chapter, made_up
from terminal_text import pictured

from course.language import translator
from grader.exports.class_page import class_page
from grader.exports.feedback import About, page
from grader.exports.html import Voice
from grader.results import ScoreReport
from grader.spec import ChapterText
from grader.tally import ClassTally
from grader.words import untranslated

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
ENGLISH, CHINESE = Voice("en", untranslated), Voice("zh", translator("zh"))
CHAPTERS = [chapter("ch03_linear_regression"), chapter("ch06_mnist_loop")]
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const light = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return Object.fromEntries([...Array(11).keys()].map((shade) => {
    const cell = document.querySelector(`.heat td.h${shade}`);
    if (!cell) return [shade, null];
    const style = getComputedStyle(cell), pair = [light(style.color), light(style.backgroundColor)].sort();
    return [shade, (pair[1] + 0.05) / (pair[0] + 0.05)];
  }));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this file."""
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class page of 60 students in both languages."""
    place = tmp_path_factory.mktemp("pages")
    tally = ClassTally(CHAPTERS)
    for row in made_up(CHAPTERS, 60):
        tally.add(row)
    found = tally.statistics()
    for voice in (ENGLISH, CHINESE):
        texts = [spec.text(voice.lang) for spec in CHAPTERS]
        pieces = class_page(found, texts, voice, lambda key, who: f"{key}/{who}.html")
        (place / f"class.{voice.lang}.html").write_text("".join(pieces), encoding="utf-8")
    return place


@pytest.fixture
def student(tmp_path: Path, mixed: ScoreReport, hostile: ScoreReport, text: ChapterText) -> Path:
    """A student's page with every kind of exercise, and hostile text in every place."""
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e"
    report = replace(mixed, exercises=(*mixed.exercises, *hostile.exercises), notes=hostile.notes)
    about = About(attack, attack, attack, ((attack, attack),))
    path = tmp_path / "student.html"
    path.write_text(page(report, replace(text, title=attack), ENGLISH, about), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file; whatever it says on the console, loads beside itself or alerts is a failure."""
    contexts, said = [], []

    def open_file(path: Path, **look: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **look})
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", lambda dialog: (said.append(f"alert {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else None)
        tab.goto(path.as_uri())
        return tab

    yield open_file
    for context in contexts:
        context.close()
    assert [text for text in said if text != "data:,"] == []


def violations(tab: Any) -> list[str]:
    """What axe-core finds, of every impact."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    tab.evaluate(Path(base.__file__).with_name("axe.min.js").read_text(encoding="utf-8") + "; null")
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{item['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
            for item in found for node in item["nodes"][:3]]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_class_page_is_accessible(
    opened: Callable[..., Any], folder: Path, tmp_path: Path, look: str, lang: str
) -> None:
    """Light, dark and on a phone, in both languages: axe-core finds nothing and nothing hangs over the side."""
    tab = opened(folder / f"class.{lang}.html", **LOOKS[look])
    tab.screenshot(path=tmp_path / f"class-{lang}-{look}.png")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(tab) == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_students_page_is_accessible(opened: Callable[..., Any], student: Path, tmp_path: Path, look: str) -> None:
    """Hostile text and all: nothing runs, nothing is loaded, nothing hangs over the side."""
    tab = opened(student, **LOOKS[look])
    tab.screenshot(path=tmp_path / f"student-{look}.png", full_page=True)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate("document.images.length + document.scripts.length") == 0
    assert violations(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_shade_of_the_heat_map_can_be_read(opened: Callable[..., Any], folder: Path, scheme: str) -> None:
    """Text and shade differ by 4.5 to 1 or more, in the shades that axe-core cannot work out."""
    tab = opened(folder / "class.en.html", color_scheme=scheme)
    ratios = {shade: ratio for shade, ratio in tab.evaluate(CONTRAST).items() if ratio is not None}
    assert len(ratios) >= 8
    assert {shade: ratio for shade, ratio in ratios.items() if ratio < 4.5} == {}


def tab_to(tab: Any, selector: str) -> None:
    """Reaches an element by the Tab key alone."""
    for _ in range(400):
        tab.keyboard.press("Tab")
        if tab.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def column(tab: Any, table: str, at: int) -> list[str]:
    """The cells of a column that are shown, from top to bottom."""
    rows = "[...document.querySelectorAll(`#${table} tbody tr`)].filter((row) => !row.hidden)"
    return tab.evaluate(f"([table, at]) => {rows}.map((row) => row.cells[at].innerText.trim())", [table, at])


def test_the_heat_map_is_sorted_and_searched_by_keyboard(opened: Callable[..., Any], folder: Path) -> None:
    """Tab to the search and type, Tab to a heading and press Enter or Space: what is done is also said."""
    tab = opened(folder / "class.en.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab_to(tab, "form[data-for=all] input")
    tab.keyboard.type("s0000")
    assert [name.split()[0] for name in column(tab, "all", 0)] == [f"s0000{digit}" for digit in range(10)]
    assert tab.inner_text("form[data-for=all] output") == "10 of 60 rows are shown"
    tab_to(tab, "#all th:nth-child(2) button")
    tab.keyboard.press("Enter")
    means = column(tab, "all", 1)
    numbers = [float(mean.removesuffix(" %")) if mean != "–" else -1 for mean in means]
    assert numbers == sorted(numbers)
    assert tab.get_attribute("#all th:nth-child(2)", "aria-sort") == "ascending"
    tab.keyboard.press("Space")
    assert tab.get_attribute("#all th:nth-child(2)", "aria-sort") == "descending"
    shown = [float(mean.removesuffix(" %")) if mean != "–" else -1 for mean in column(tab, "all", 1)]
    assert shown == sorted(numbers, reverse=True)


def test_states_are_filtered(opened: Callable[..., Any], folder: Path) -> None:
    """Only the rows of the state that is chosen are left."""
    tab = opened(folder / "class.en.html")
    heat = f"{CHAPTERS[0].key}-heat"
    tab.select_option(f"form[data-for={heat}] select", "scored")
    assert set(column(tab, heat, 1)) == {"scored"}


def test_without_scripts_everything_is_there(opened: Callable[..., Any], folder: Path) -> None:
    """Every row can be read; what would not work is not shown."""
    tab = opened(folder / "class.en.html", java_script_enabled=False)
    assert tab.locator("#all tbody tr").count() == 60
    assert tab.locator("form.controls:visible").count() == 0


def test_the_page_prints(opened: Callable[..., Any], folder: Path) -> None:
    """Whole tables, what is folded, and no controls; in light colours whatever the screen has."""
    tab = opened(folder / "class.en.html", color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="light")
    assert tab.locator("form.controls:visible").count() == 0
    heights = "(e) => [e.scrollHeight, e.clientHeight]"
    for box in tab.locator(".tall").all():
        whole, shown = box.evaluate(heights)
        assert whole <= shown + 1
    assert tab.locator(f"#{CHAPTERS[0].key}-twin table").bounding_box()["height"] > 100
    assert len(tab.pdf(format="A4")) > 10_000


TRAINED = "ch06_mnist_loop"
"""The chapter whose page is pictured."""


@pytest.fixture(scope="module")
def trained() -> ScoreReport:
    """Chapter 6 with a training on SGD instead of Adam, a short last batch that is left out, and a wrong shape."""
    return trained_report()


PICTURED = {"failing-shape": ("train_step", 14), "failing-training": ("train_mnist", 40)}
"""Pictures of a terminal that docs/learners.md shows, the exercise in each, and the fewest lines that it has."""


@pytest.mark.parametrize("name", PICTURED)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_terminal_shows_can_be_pictured(
    opened: Callable[..., Any], trained: ScoreReport, tmp_path: Path, name: str, lang: str
) -> None:
    """Block characters and braille dots stand straight below each other in a browser's own fixed-width font."""
    exercise, fewest = PICTURED[name]
    shown = (replace(item, checks=item.checks[-1:]) for item in trained.exercises if item.name == exercise)
    report = replace(trained, exercises=tuple(shown))
    path = tmp_path / "terminal.html"
    path.write_text(pictured(report, chapter(TRAINED).text(lang), lang=lang), encoding="utf-8")
    tab = opened(path)
    box = tab.locator("pre")
    box.screenshot(path=picture(name, tmp_path) if lang == "en" else tmp_path / f"{name}.png")
    assert box.bounding_box()["height"] > fewest * 18


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_a_training_is_accessible(
    opened: Callable[..., Any], trained: ScoreReport, tmp_path: Path, look: str, lang: str
) -> None:
    """Curves, tables and images: axe-core finds nothing, nothing hangs over the side, all that is drawn is there."""
    voice = ENGLISH if lang == "en" else CHINESE
    path = tmp_path / f"report.{lang}.html"
    path.write_text(page(trained, chapter(TRAINED).text(lang), voice, About()), encoding="utf-8")
    tab = opened(path, **LOOKS[look])
    tab.screenshot(path=tmp_path / f"report-{lang}-{look}.png", full_page=True)
    if (lang, look) == ("en", "light"):
        tab.locator("section.figures").last.screenshot(path=picture("report-training", tmp_path))
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth === 28)")
    assert tab.locator("svg.chart").count() == 2
    line = tab.locator("svg.chart polyline.yours").first.bounding_box()
    assert line["width"] > 100
    assert line["height"] > 10
    assert violations(tab) == []


def test_the_page_of_a_training_prints(opened: Callable[..., Any], trained: ScoreReport, tmp_path: Path) -> None:
    """Its colours too, which curves and tables need."""
    path = tmp_path / "report.html"
    path.write_text(page(trained, chapter(TRAINED).text("en"), ENGLISH, About()), encoding="utf-8")
    tab = opened(path, color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="light")
    for name in (".confusion td.r5", ".chart .yours", ".picture"):
        assert tab.locator(name).first.evaluate("(e) => getComputedStyle(e).printColorAdjust") == "exact", name
    assert len(tab.pdf(format="A4")) > 20_000
