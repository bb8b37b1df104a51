"""A report as HTML, whole and as a fragment, and as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from html_reading import Read
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from course.language import translator
from grader.exports.feedback import About, fragment, page, plain
from grader.exports.html import Voice, inline
from grader.exports.plain import one_line
from grader.results import CheckResult, ExerciseReport, Failure, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterText
from grader.words import untranslated, words

ENGLISH, CHINESE = Voice("en", untranslated), Voice("zh", translator("zh"))
ABOUT = About("Ada (s1)", facts=(("Attempt", "1"),))


def test_a_page_says_all_that_was_seen(mixed: ScoreReport, text: ChapterText) -> None:
    """Scores, states, what passed, and for what did not: called, got, expected, the sentence, the diagnosis."""
    said = Read(page(mixed, text, ENGLISH, ABOUT)).words
    for part in (
        "Ada (s1) Linear regression", "17.5 / 80", "mse_grad 2 of 3 checks fail 7.5 / 15", "needs mse_grad first",
        "Diagnosis This is what you get when you divide by the batch size only.",
        "Called mse_grad(pred, target) Got a float32 tensor of shape (2, 3) Expected shape (2, 3)",
        "every value is 3 times too large", "It printed: shape (2, 3)", "mse.py:87", "not implemented yet",
        "uses what it should build", "on_gpu is right (not run here)", "1 of 1 checks fail, optional",
        "Note: ignored, for only sources are read: mse.pyc", "seed: 1, device: cpu", "Attempt 1",
    ):  # fmt: skip
        assert part in said, part


def test_every_failure_is_shown_and_not_only_the_first(mixed: ScoreReport, text: ChapterText) -> None:
    """Where the terminal shows one, the page shows each; those that failed alike are said once."""
    assert Read(page(mixed, text, ENGLISH, ABOUT)).tags.count("dl") == 4 + 1
    exercise = mixed.exercises[1]
    twice = replace(exercise, checks=(exercise.checks[2], replace(exercise.checks[2], name="test_b", title="b")))
    shown = Read(fragment(replace(mixed, exercises=(twice,)), text, ENGLISH))
    assert (shown.tags.count("dl"), "wrong answer b" in shown.words) == (1, True)


def test_what_waits_for_another_exercise_says_that_alone(mixed: ScoreReport, text: ChapterText) -> None:
    """Once, with the names of its checks, and none of the numbers that the other exercise's fault brought about."""
    waiting = next(exercise for exercise in mixed.exercises if exercise.name == "fit_linear")
    (check,) = waiting.checks
    other = replace(check, name="test_b", title="a second check", verdict=Verdict.RAISED, failure=None, output="noise")
    shown = Read(fragment(replace(mixed, exercises=(replace(waiting, checks=(check, other)),)), text, ENGLISH))
    assert shown.words.count("fit_linear calls mse_grad, which does not pass yet. waits") == 1
    assert shown.tags.count("dl") == shown.tags.count("figure") == 0
    assert "a second check" in shown.words
    assert not any(word in shown.words for word in ("noise", "wrong answer", "raised"))


def test_the_page_speaks_chinese(mixed: ScoreReport, chinese: ChapterText) -> None:
    """Everything of ours does, and the document says so."""
    shown = Read(page(mixed, chinese, CHINESE, About("李雷")))
    assert ("html", "lang", "zh-Hans") in shown.attributes
    assert "诊断 只除以了批量大小，就会得到这个结果。" in shown.words
    left = set(re.findall(r"[A-Za-z]{4,}", shown.words)) - {
        "linear", "linear_forward", "forward", "grad", "mse_grad", "step", "grads", "normal", "equation", "right",
        "pred", "target", "float", "shape", "bold", "mse_loss", "loss", "ValueError", "http", "markup", "eesrever",
        "raise", "mbold", "full", "Landlock", "seccomp",
    }  # fmt: skip
    assert left == set(), left


def test_nothing_of_a_submission_is_markup(hostile: ScoreReport, text: ChapterText) -> None:
    """Tags, attributes, entities and scripts are text, wherever they come in; controls are shown as escapes."""
    attack = "</style></title><script>alert(1)</script><img src=x onerror=a()>\" onload='x' {{ 7*7 }} \x1b[1m\u202e"
    failure = Failure(Verdict.RAISED, words("{m}", m=attack), called=attack, got=words("{g}", g=attack),
                      expected=words("{e}", e=attack), traceback=(attack,))  # fmt: skip
    check = replace(hostile.exercises[0].checks[0], failure=failure, output=attack, title=attack)
    passing = replace(check, verdict=Verdict.PASSED, failure=None)
    exercise = replace(hostile.exercises[0], checks=(check, passing))
    attacked = replace(hostile, exercises=(exercise,), notes=(words("{n}", n=attack),))
    about = About(attack, attack, attack, ((attack, attack),))
    for document, clean in (
        (page(attacked, text, ENGLISH, about), page(hostile, text, ENGLISH, ABOUT)),
        (fragment(attacked, text, ENGLISH), fragment(hostile, text, ENGLISH)),
    ):
        shown = Read(document)
        assert not {"script", "img"} & set(shown.tags)
        names = {name for _, name, _ in shown.attributes}
        assert names <= {name for _, name, _ in Read(clean).attributes} | {"role", "aria-label"}
        assert not {"onerror", "onload", "src", "style"} & names
        assert "<script>alert(1)</script>" in shown.words
        assert "{{ 7*7 }} \\x1b[1m\\u202e" in shown.words
        assert not set(document) & set("\x1b\u202e\x07\r")


@given(st.text(st.characters(), max_size=40))
def test_any_text_comes_back_as_text(value: str) -> None:
    """A title is read as what `one_line` makes of it."""
    check = CheckResult("test_a", "a", value, Verdict.PASSED, 1, False)
    exercise = ExerciseReport("a", "a", False, Decimal(1), Decimal(1), (check,))
    held = SandboxReport("full", ())
    report = ScoreReport("ch01_a", State.SCORED, Decimal(1), Decimal(1), "cpu", "", held, (exercise,))
    text = ChapterText("t", "", {}, {}, {}, {})
    assert one_line(value) in Read(fragment(report, text, ENGLISH)).text or not one_line(value)


def test_a_page_may_load_and_run_nothing(mixed: ScoreReport, text: ChapterText) -> None:
    """The policy allows the one style by its hash; there is no script, no inline style, no address but its own."""
    document = page(mixed, text, ENGLISH, ABOUT)
    shown = Read(document)
    (policy,) = [value for _, _, value in shown.attributes if value and value.startswith("default-src")]
    style = inline("feedback.css", "page.css")
    assert policy == f"default-src 'none'; style-src '{style.hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert f"<style>{style.text}</style>" in document
    addresses = {value for _, name, value in shown.attributes if name in ("href", "src", "action")}
    assert {address for address in addresses if address and not address.startswith("#")} == {"data:,"}
    assert not {name for _, name, _ in shown.attributes if name == "style" or name.startswith("on")}
    assert "script" not in shown.tags
    assert "@import" not in str(style.text)
    assert "url(" not in str(style.text)


def test_a_fragment_is_a_section_that_disturbs_nothing(mixed: ScoreReport, text: ChapterText) -> None:
    """It has no ids, and each of its styles is for what is inside it."""
    shown = Read(fragment(mixed, text, ENGLISH))
    assert shown.tags[0] == "section"
    assert "id" not in {name for _, name, _ in shown.attributes}
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", str(inline("feedback.css").text))
    assert rules
    assert [rule for rule in rules if not all(part.strip().startswith(".gradstep") for part in _selectors(rule))] == []


def test_a_fragment_keeps_its_looks_wherever_it_is_put(mixed: ScoreReport, text: ChapterText) -> None:
    """Its sizes do not hang on the page's, and its rules go before those that a page has for every list and heading."""
    style = re.search(r"<style>(.*?)</style>", fragment(mixed, text, ENGLISH), re.DOTALL)
    assert style is not None
    assert "rem" not in re.sub(r"/\*.*?\*/", "", style[1])
    assert ".gradstep.gradstep .exercise" in style[1]
    assert not re.search(r"(?<!\.gradstep)\.gradstep(?!\.gradstep)", style[1])


def test_lines_beside_a_fragment_are_in_its_twin(mixed: ScoreReport, text: ChapterText) -> None:
    """Under the result, and escaped as everything else."""
    beside = ["why <b>", "seed\x1b[1m"]
    assert fragment(mixed, text, ENGLISH, beside).count('class="beside muted"') == 2
    assert "why &lt;b&gt;" in fragment(mixed, text, ENGLISH, beside)
    assert plain(mixed, text, ENGLISH, beside).endswith("why <b>\nseed\\x1b[1m\n")


def _selectors(rule: str) -> list[str]:
    """The selectors of a rule, apart at the commas that are in no brackets."""
    return re.split(r",(?![^(]*\))", rule.strip())


def test_the_twin_says_the_same_as_the_fragment(mixed: ScoreReport, text: ChapterText) -> None:
    """Every word of the fragment stands in the text, but the tags of its checks."""
    twin = " ".join(plain(mixed, text, ENGLISH).split())
    for part in (
        "✗ mse_grad 7.5 / 15 2 of 3 checks fail Diagnosis: This is what you get when you divide by the batch size",
        "Called: mse_grad(pred, target) Got: a float32 tensor of shape (2, 3) Expected: shape (2, 3)",
        "It printed: | shape (2, 3) | \\x1b[1mbold", "together: 17.5 / 80", "needs mse_grad first",
    ):  # fmt: skip
        assert part in twin, part


def test_hostile_text_is_shown_in_the_twin(hostile: ScoreReport, text: ChapterText) -> None:
    """No control character reaches whoever prints it; long output is cut, and that is said."""
    twin = plain(hostile, text, ENGLISH)
    assert not set(twin) & set("\x1b\x07\r\x9b\u202e\u200b")
    check = replace(hostile.exercises[0].checks[0], output="line\n" * 50)
    exercise = replace(hostile.exercises[0], checks=(check,))
    assert "and 10 more lines" in plain(replace(hostile, exercises=(exercise,)), text, ENGLISH)


def test_what_has_no_report_says_why(text: ChapterText) -> None:
    """A submission that cannot be read gets a page with its state and the reason."""
    said = Read(page(None, text, ENGLISH, About("s1", "unreadable", "a.zip is no zip", (("Chapter", "ch03"),)))).words
    assert "unreadable : a.zip is no zip" in said
    assert "What was seen" not in said


def test_our_fault_is_said_to_be_ours(
    report: Callable[..., ScoreReport], mixed: ScoreReport, text: ChapterText
) -> None:
    """The score stays open."""
    open_score = report(*mixed.exercises[:2], state=State.NEEDS_REVIEW)
    for shown in (page(open_score, text, ENGLISH, ABOUT), fragment(open_score, text, ENGLISH)):
        said = Read(shown).words
        assert "? / 25" in said
        assert "A check of ours broke. That is our fault" in said


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_words(mixed: ScoreReport, text: ChapterText, verdict: Verdict) -> None:
    """In all three forms, with a failure and without."""
    exercise = mixed.exercises[1]
    for failure in (None, exercise.checks[0].failure):
        checks = tuple(replace(check, verdict=verdict, failure=failure) for check in exercise.checks)
        shown = replace(mixed, exercises=(replace(exercise, checks=checks),))
        assert "mse_grad" in Read(page(shown, text, ENGLISH, ABOUT)).words
        assert "mse_grad" in plain(shown, text, ENGLISH)


def test_only_text_is_put_into_a_page() -> None:
    """What has no text of its own is an error of ours, found where it is made and not by a reader."""
    from grader.exports import html

    assert html._shown(Markup("<b>")) == "<b>"
    with pytest.raises(TypeError, match="NoneType has no text"):
        html._shown(None)
