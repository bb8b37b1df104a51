"""The engine above the sandbox, from end to end: every call shape, every marker, every kind of submission."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
import torch
from judging import MINI, Conditions, File, judge, load, overlaid

from grader.results import FAILURES, Place, State, Verdict
from grader.words import words

MINE = MINI / "suites" / "ch90_mini"
FULL = {"scale": "10.00", "Gain": "6.00", "descend": "8.00", "store": "5.00"}


def scores(judged) -> dict[str, str]:
    """Every exercise's score as it is written."""
    return {report.name: str(report.score) for report in judged.report.exercises}


def stubs(chapter) -> dict[str, str]:
    """What a learner starts with."""
    folder = chapter.tree.exercises / chapter.key
    return {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in chapter.modules}


def stem(path: Path) -> str:
    """The name of a parametrised case."""
    return path.stem


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_solution_scores_full(chapter, suite, seed):
    """On any seed; what needs a GPU is not run here and shown as such; every exercise is heard of."""
    judged = judge(chapter, suite, seed=seed)
    assert scores(judged) == FULL
    assert (judged.report.score, judged.report.max_score) == (Decimal(24), Decimal(24))
    assert (judged.report.state, judged.report.passed) == (State.SCORED, True)
    assert judged["test_scale_on_gpu"].verdict is Verdict.NOT_RUN_HERE
    assert {result.verdict for result in judged.results} == {Verdict.PASSED, Verdict.NOT_RUN_HERE}
    assert judged.heard == ["scale", "Gain", "descend", "store"]


def test_stubs_score_nothing(chapter, suite):
    """Not a single check passes, and each is called not implemented rather than wrong, in the learner's own line."""
    judged = judge(chapter, suite, stubs(chapter), diagnose=30)
    assert judged.report.score == 0
    ran = [result for result in judged.results if result.verdict is not Verdict.NOT_RUN_HERE]
    assert {str(result.verdict) for result in ran} == {"not_implemented"}
    assert {result.failure.message.render() for result in ran} == {"not implemented yet"}
    assert judged["test_scale_values"].failure.place == Place("scaling.py", 22)
    assert {(result.diagnosis, result.blames) for result in ran} == {(None, None)}


def test_stubs_are_made_from_the_solutions(chapter):
    """Everything outside of the solution regions is the same."""
    for name, stub in stubs(chapter).items():
        kept, inside = [], False
        for line in chapter.solution_sources[name].splitlines():
            if line.strip() == "### BEGIN SOLUTION":
                inside = True
            elif line.strip() == "### END SOLUTION":
                inside = False
            elif not inside:
                kept.append(line)
        assert [line for line in stub.splitlines() if "raise NotImplementedError" not in line] == kept


@pytest.mark.parametrize("path", sorted((MINE / "alternatives").glob("*.py")), ids=stem)
def test_alternatives_score_full(chapter, suite, path):
    """Other correct answers are as good as ours."""
    assert scores(judge(chapter, suite, overlaid(chapter, path), seed="4")) == FULL


NAMES = {
    "scale__noise": None,  # not nameable
    **{path.stem: path.stem for path in (MINE / "mistakes").glob("*.py") if path.stem != "scale__noise"},
}


@pytest.mark.parametrize("path", sorted((MINE / "mistakes").glob("*.py")), ids=stem)
def test_mistakes_lose_points_on_their_own_exercise_and_are_named(chapter, suite, path):
    """By a key that text.en.toml has words for; what depends on them is not blamed for it."""
    judged = judge(chapter, suite, overlaid(chapter, path), seed="5", diagnose=30)
    mine = path.stem.split("__")[0]
    assert Decimal(scores(judged)[mine]) < Decimal(FULL[mine])
    named = {result.diagnosis for result in judged.results if result.exercise == mine and result.verdict in FAILURES}
    assert named == {NAMES[path.stem]}
    assert path.stem in chapter.text("en").mistake
    for result in judged.results:
        if result.exercise != mine and result.verdict in FAILURES:
            assert (result.diagnosis, result.blames) == (None, mine)


TRIVIAL = {
    "None": "return None",
    "zeros": "import torch\n    return torch.zeros(1, 2)",
    "zero": "return 0.0",
    "first": "return args[0] if args else None",
    "constant": "import torch\n    return torch.full((4, 3), 2.0)",
    "list": "return []",
    "true": "return True",
    "callable": "return lambda *_, **__: None",
}


@pytest.mark.parametrize("body", TRIVIAL.values(), ids=TRIVIAL.keys())
def test_trivial_answers_earn_nothing(chapter, suite, body):
    """Not even where the claim is that something stays as it was, or that an exception is raised."""
    source = "\n".join(
        f"def {name}(*args, **kwargs):\n    {body}" for name in ("scale", "Gain", "descend", "store", "count_down")
    )
    judged = judge(chapter, suite, dict.fromkeys(chapter.modules, source))
    assert judged.report.score == 0
    earned = {r.name for r in judged.results if r.verdict is Verdict.PASSED and r.weight}
    assert earned == set()
    assert judged.report.state is State.SCORED


@pytest.mark.parametrize("name", ["ValueError", "Exception", "NotImplementedError", "SystemExit", "AssertionError"])
def test_raising_always_earns_nothing(chapter, suite, name):
    """A negative check stands beside a positive result."""
    source = f"def scale(x, factor):\n    raise {name}\n"
    judged = judge(chapter, suite, {"scaling": source})
    assert scores(judged)["scale"] == "0.00"


def test_a_missing_module_costs_only_what_needs_it(chapter, suite):
    """The other modules are judged, and what imports the missing one is told whose fault it is."""
    missing = File("scaling.py", None, words("{file} is missing", file="scaling.py"))
    judged = judge(chapter, suite, {"scaling": missing}, diagnose=30)
    assert scores(judged) == FULL | {"scale": "0.00", "descend": "0.00"}
    failed = judged["test_scale_values"]
    assert (failed.verdict, failed.failure.message.render()) == (Verdict.RAISED, "scaling.py is missing")
    assert {result.blames for result in judged.results if result.exercise == "descend"} == {"scale"}


BROKEN = {
    "syntax": "def scale(x, factor):\n    return x * (factor\n",
    "exception": "raise ValueError('at import')",
    "exit": "import sys\nsys.exit(0)\n",
    "name": "scael = None\n",
    "import": "import nothing_of_the_kind\n",
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_module_costs_only_what_needs_it(chapter, suite, source):
    """Whether it does not parse, raises, exits or lacks the name; a file that does not parse says so before it runs."""
    problem = None if source not in BROKEN["syntax"] else words("{file}:2: '(' was never closed", file="scaling.py")
    for file in (File("scaling.py", source, problem), File("scaling.py", source)):
        judged = judge(chapter, suite, {"scaling": file}, diagnose=30)
        assert scores(judged) == FULL | {"scale": "0.00", "descend": "0.00"}
        assert judged["test_scale_values"].verdict is Verdict.RAISED
        assert {result.blames for result in judged.results if result.exercise == "descend"} == {"scale"}


def test_a_use_of_what_should_be_built_is_told_with_its_line(chapter, suite):
    """Whether it stands in the source to be seen or comes in by another name; other exercises keep their points."""
    seen = "import torch\n\n\ndef scale(x, factor):\n    product = torch.mul(x, factor)\n    return product\n"
    hidden = seen.replace("torch.mul(", "getattr(torch, 'm' + 'ul')(")
    for source in (seen, hidden):
        judged = judge(chapter, suite, {"scaling": source})
        assert scores(judged) == FULL | {"scale": "0.00"}
        failed = judged["test_scale_values"]
        assert (failed.verdict, failed.failure.place) == (Verdict.USED_BUILTIN, Place("scaling.py", 5))
        assert failed.failure.message.render().endswith("mul is what this exercise asks you to build")


def test_a_check_that_breaks_by_itself_is_our_fault(broken, broken_suite):
    """It costs nobody points: the exercise keeps its max_score, the chapter has no score, and someone must look."""
    judged = judge(broken, broken_suite, diagnose=30)
    assert judged.verdicts("double") == {"test_double_values": "passed", "test_double_breaks": "internal_error"}
    assert "KeyError: 'thrice'" in judged["test_double_breaks"].failure.message.render()
    assert (judged.report.state, judged.report.score, judged.report.max_score) == (State.NEEDS_REVIEW, None, Decimal(6))
    assert scores(judged) == {"double": "None", "halve": "2.00"}


def test_only_what_is_asked_for_is_judged(chapter, suite):
    """The others are not in the report."""
    judged = judge(chapter, suite, conditions=Conditions(only=frozenset({"Gain"})))
    assert scores(judged) == {"Gain": "6.00"}
    assert (judged.heard, judged.report.max_score) == (["Gain"], Decimal(6))


def test_a_visible_check_shows_its_numbers_and_hidden_ones_do_not(chapter, suite):
    """Got and expected of the worked example in full; of a hidden check not one number of either."""
    judged = judge(chapter, suite, {"scaling": "def scale(x, factor=1):\n    return (x + 0.123) * factor"})
    example, hidden = judged["test_scale_example"].failure, judged["test_scale_values"].failure
    assert (str(example.got), str(example.expected)) == ("[[3.369, -5.631]]", "[[3.0, -6.0]]")
    assert (hidden.got, hidden.expected) == (None, None)
    assert hidden.message.render() == "every value is off by the same amount"
    assert hidden.place == Place("scaling.py", 1)


def test_a_run_is_repeated_by_its_seed(chapter, suite):
    """The student's code sees the same inputs again with the same seed, and others with another."""
    spy = "def scale(x, factor):\n    raise KeyError(x.sum().item())\n"

    def heard(seed: str) -> str:
        return judge(chapter, suite, {"scaling": spy}, seed=seed)["test_scale_values"].failure.message.render()

    assert heard("1") == heard("1") != heard("2")


def test_cases_and_checks_have_inputs_of_their_own(chapter, suite):
    """No two checks of a run see the same numbers."""
    spy = "seen = []\ndef scale(x, factor):\n    raise KeyError(x.flatten()[0].item())\n"
    judged = judge(chapter, suite, {"scaling": spy})
    said = [
        result.failure.message.render() for result in judged.results if result.exercise == "scale" and result.failure
    ]
    assert len(set(said)) == len(said) == 5


def test_nothing_that_a_check_leaves_in_a_handle_reaches_the_next(chapter, suite):
    """Objects that stay inside die with their check; module globals of the learner's own may live on in the worker."""
    source = (
        chapter.solution_sources["gain"]
        + "\n\nimport gc\nGain.alive = staticmethod(lambda: sum(type(o) is Gain for o in gc.get_objects()))\n"
    )
    hungry = source.replace("super().__init__()", "super().__init__()\n        assert Gain.alive() <= 1, Gain.alive()")
    judged = judge(chapter, suite, {"gain": hungry})
    assert set(judged.verdicts("Gain").values()) == {"passed"}


def test_torch_is_as_it_was_after_a_sitting(chapter, suite):
    """The fake sandbox runs in this process: nothing of a judged submission stays in it."""
    judge(chapter, suite)
    assert torch.get_default_dtype() == torch.float32
    assert torch.is_grad_enabled()
    assert not hasattr(torch.mul, "__wrapped__")


def test_every_check_and_mistake_has_words_in_both_languages(chapter, suite):
    """English is the docstring; Chinese stands in text.zh.toml."""
    chinese = chapter.text("zh")
    assert set(chinese.check) == {check.name for check in suite.checks}
    mistakes = {path.stem for path in (MINE / "mistakes").glob("*.py")}
    assert set(chinese.mistake) == set(chapter.text("en").mistake) == mistakes
    for path in (MINE / "mistakes").glob("*.py"):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert doc.splitlines()[0] == chapter.text("en").mistake[path.stem]


def test_a_chapter_is_loaded_alike_twice(chapter):
    """Nothing about it depends on when it was loaded."""
    assert load("ch90_mini") == chapter
