"""Which known mistake does this look like? Against a bench that plays the trials from a table."""

import time
from dataclasses import dataclass, field

import pytest
import torch

from grader.diagnose import Clock, Trial, diagnose, laid_over, solution_layers
from grader.judge import Check, Ended
from grader.observe import Observation
from grader.results import CheckResult, Verdict, wrong
from grader.spec import ContentTree, load_chapter

TOML = """
format_version = 1
[[exercise]]
name = "first"
module = "one"
points = 1
[[exercise]]
name = "helper"
module = "one"
points = 1
[[exercise]]
name = "second"
module = "two"
points = 1
needs = ["first", "helper"]
"""
ONE = """import math
CONSTANT = 3


def _private(): return 1


def first(x): return _private()


def helper(x): return x
"""
TWO = "from one import first\n\n\ndef second(x): return first(x)\n"


@pytest.fixture
def chapter(tmp_path):
    """Two exercises in one module and one that needs both; mistakes by name, whose files say nothing."""
    tree = ContentTree(*(tmp_path / name for name in ("chapters", "solutions", "exercises", "suites")))
    for folder in (tree.chapters, tree.solutions, tree.suites):
        (folder / "ch07_made").mkdir(parents=True)
    (tree.chapters / "ch07_made" / "chapter.toml").write_text(TOML)
    (tree.solutions / "ch07_made" / "one.py").write_text(ONE)
    (tree.solutions / "ch07_made" / "two.py").write_text(TWO)
    return load_chapter(tree, "ch07_made")


def mistakes(chapter, *names):
    """Files of these mistakes."""
    (chapter.suite / "mistakes").mkdir(exist_ok=True)
    for name in names:
        (chapter.suite / "mistakes" / f"{name}.py").write_text(f"# {name}\n")


@dataclass
class Bench:
    """Plays trials: a number that each modules' code gives on an input (case, round); 0 is right."""

    student_gives: dict = field(default_factory=dict)
    gives: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    seconds: float = 0.0

    def _trial(self, key, case, number):
        self.asked.append((key, case))
        time.sleep(self.seconds)
        value = torch.tensor([float(number)]) if isinstance(number, int | float) else number
        kind = (
            Observation("f()", "raised", detail=number)
            if isinstance(number, str)
            else Observation("f()", "returned", value)
        )
        return Trial(number == 0, (kind,))

    def student(self, check, case, round):  # noqa: A002  as in diagnose.Bench
        return self._trial("student", case, self.student_gives[case + round])

    def ours(self, key, layers, check, case, round):  # noqa: A002  as in diagnose.Bench
        if key == "solution":
            assert layers == {"one": [("one.py", ONE)], "two": [("two.py", TWO)]}
            return self._trial(key, case, 0)
        assert layers["one"][-1] == (f"{key}.py", f"# {key}\n") or layers["two"][-1] == (f"{key}.py", f"# {key}\n")
        given = self.gives[key]
        return self._trial(key, case, given.get(case + round, 0) if isinstance(given, dict) else given)


def check(name, exercise="first", visible=False):
    """A check of one case."""
    return Check(name, exercise, name, 0 if visible else 1, visible, (name,))


def run(chapter, bench, *checks, verdicts=None, seconds=10.0, one="mine", two="mine"):
    """The (diagnosis, blames) of every check after these have failed (or ended as `verdicts` says)."""
    verdicts = verdicts or {}
    results, ended = [], {}
    for check_ in checks:
        verdict = verdicts.get(check_.name, Verdict.WRONG_ANSWER)
        passed = verdict is Verdict.PASSED
        results.append(CheckResult(check_.name, check_.exercise, check_.title, verdict, check_.weight, check_.visible))
        ended[check_.name] = (check_, Ended(None if passed else wrong("no"), None if passed else check_.name, 0.1))
    layers = {"one": [("one.py", one)], "two": [("two.py", two)]}
    found = diagnose(chapter, results, ended, layers, bench, Clock(seconds))
    assert [(r.name, r.verdict) for r in found] == [(r.name, r.verdict) for r in results]
    return {result.name: (result.diagnosis, result.blames) for result in found}


A, B, C = check("a"), check("b"), check("c")
NONE = (None, None)


def test_a_mistake_is_named_that_gives_the_same_on_two_inputs(chapter):
    """Every failed check of the exercise is told; another mistake is not named."""
    mistakes(chapter, "first__other", "first__same")
    bench = Bench({"a": 7, "b": 8}, {"first__other": 5, "first__same": {"a": 7, "b": 8}})
    assert run(chapter, bench, A, B) == {"a": ("first__same", None), "b": ("first__same", None)}


def test_one_coincidence_is_no_diagnosis(chapter):
    """A mistake that gives the same on one of two inputs is not named."""
    mistakes(chapter, "first__near")
    bench = Bench({"a": 7, "b": 8}, {"first__near": {"a": 7, "b": 9}})
    assert run(chapter, bench, A, B) == {"a": NONE, "b": NONE}


def test_a_mistake_that_explains_one_failure_of_two_is_not_named(chapter):
    """Though it passes the other: one match is none."""
    mistakes(chapter, "first__half")
    bench = Bench({"a": 7, "b": 8}, {"first__half": {"a": 7, "b": 0}})
    assert run(chapter, bench, A, B) == {"a": NONE, "b": NONE}


def test_a_single_failed_input_is_tried_again_on_a_second_seed(chapter):
    """Only what gives the same on both is named."""
    mistakes(chapter, "first__once", "first__twice")
    gives = {"first__once": {"a": 7, "asecond": 9}, "first__twice": {"a": 7, "asecond": 8}}
    assert run(chapter, Bench({"a": 7, "asecond": 8}, gives), A) == {"a": ("first__twice", None)}
    assert run(chapter, Bench({"a": 7, "asecond": 6}, gives), A) == {"a": NONE}


def test_a_visible_example_alone_is_one_input_of_fixed_numbers(chapter):
    """On a second seed it would be the same input again: nothing is named."""
    mistakes(chapter, "first__same")
    example = check("a", visible=True)
    bench = Bench({"a": 7, "asecond": 7}, {"first__same": 7})
    assert run(chapter, bench, example) == {"a": NONE}


def test_the_solutions_own_answer_is_no_mistakes(chapter):
    """Where a mistake does what the solution does, its answer says nothing about the student's."""
    mistakes(chapter, "first__harmless")
    bench = Bench({"a": 0, "asecond": 0, "b": 0}, {"first__harmless": 0})
    assert run(chapter, bench, A, B) == {"a": NONE, "b": NONE}


def test_the_same_exception_is_a_match(chapter):
    """By its type; a number where the mistake raises is none."""
    mistakes(chapter, "first__raises")
    gives = {"first__raises": "KeyError"}
    assert run(chapter, Bench({"a": "KeyError", "b": "KeyError"}, gives), A, B)["a"] == ("first__raises", None)
    assert run(chapter, Bench({"a": "ValueError", "b": "ValueError"}, gives), A, B)["a"] == NONE
    assert run(chapter, Bench({"a": 3, "b": 3}, gives), A, B)["a"] == NONE


def test_of_several_the_one_that_explains_the_most_is_named(chapter):
    """What gives the same on three inputs is more specific than what does on two."""
    mistakes(chapter, "first__a_less", "first__b_more")
    gives = {"first__a_less": {"a": 7, "b": 8, "c": 0}, "first__b_more": {"a": 7, "b": 8, "c": 9}}
    assert run(chapter, Bench({"a": 7, "b": 8, "c": 9}, gives), A, B, C)["c"] == ("first__b_more", None)


def test_equally_good_mistakes_are_decided_by_their_names(chapter):
    """So that a run that is repeated says the same."""
    mistakes(chapter, "first__b", "first__a")
    bench = Bench({"a": 7, "b": 7}, {"first__a": 7, "first__b": 7})
    assert run(chapter, bench, A, B)["a"] == ("first__a", None)


def test_a_mistake_that_fails_where_the_student_passes_is_another(chapter):
    """It gives the same on what failed, and something wrong on a check that the student passed."""
    mistakes(chapter, "first__broader", "first__exact")
    gives = {"first__broader": {"a": 7, "b": 8, "c": 9}, "first__exact": {"a": 7, "b": 8, "c": 0}}
    bench = Bench({"a": 7, "b": 8, "c": 0}, gives)
    assert run(chapter, bench, A, B, C, verdicts={"c": Verdict.PASSED}) == {
        "a": ("first__exact", None),
        "b": ("first__exact", None),
        "c": NONE,
    }


def test_without_mistakes_nothing_is_named(chapter):
    """Nor of another exercise's."""
    assert run(chapter, Bench({"a": 7, "b": 8}), A, B) == {"a": NONE, "b": NONE}
    mistakes(chapter, "second__same", "firstborn__same")
    assert run(chapter, Bench({"a": 7, "b": 8}), A, B) == {"a": NONE, "b": NONE}


UNNAMED = sorted(set(Verdict) - {Verdict.WRONG_ANSWER, Verdict.RAISED})


@pytest.mark.parametrize("verdict", UNNAMED, ids=str)
def test_only_wrong_answers_and_exceptions_are_named(chapter, verdict):
    """What died, timed out, is not implemented or is our own fault is not run again."""
    mistakes(chapter, "first__same")
    bench = Bench({"a": 7, "b": 8}, {"first__same": {"a": 7, "b": 8}})
    assert run(chapter, bench, A, B, verdicts={"a": verdict, "b": verdict}) == {"a": NONE, "b": NONE}
    assert bench.asked == []


def test_a_check_that_was_never_run_is_left_alone(chapter):
    """Its exercise's module cannot be used: there is nothing to compare."""
    barred = CheckResult("a", "first", "a", Verdict.RAISED, 1, False)
    assert diagnose(chapter, [barred], {}, {}, Bench(), Clock(10)) == [barred]


def test_when_time_is_over_nothing_more_is_asked(chapter):
    """Neither of the student's code nor of further mistakes."""
    mistakes(chapter, *(f"first__{n:02}" for n in range(20)))
    gives = {f"first__{n:02}": 7 for n in range(20)}
    bench = Bench({"a": 7, "b": 7}, gives)
    assert run(chapter, bench, A, B, seconds=-1.0) == {"a": NONE, "b": NONE}
    assert bench.asked == []
    slow = Bench({"a": 7, "b": 7}, gives, seconds=0.01)
    started = time.monotonic()
    run(chapter, slow, A, B, seconds=0.1)
    assert time.monotonic() - started < 0.35
    assert len(slow.asked) < 20


S, T = check("s", "second"), check("t", "second")
CALLS = "from one import first, helper\n\ndef second(x):\n    return first(x)\n"


def test_a_failure_that_reaches_an_earlier_exercise_is_blamed_on_it(chapter):
    """Nothing else is named then, and nothing is run for it: no solution ever goes where the learner's code is."""
    mistakes(chapter, "second__same")
    bench = Bench({"a": 7, "asecond": 7, "s": 7, "t": 8}, {"second__same": {"s": 7, "t": 8}})
    assert run(chapter, bench, A, S, T, two=CALLS) == {"a": NONE, "s": (None, "first"), "t": (None, "first")}
    assert [case for _, case in bench.asked if case in ("s", "t")] == []


INDIRECT = {
    "helper": "import one\ndef _step(x): return one.first(x)\ndef second(x): return [_step(x) for _ in x]\n",
    "alias": "from one import first as earlier\nstep = earlier\ndef second(x): return step(x)\n",
    "star": "from one import *\ndef second(x): return first(x)\n",
    "getattr": "import one\ndef second(x): return getattr(one, 'first')(x)\n",
    "method": "from one import first\nclass Second:\n    def run(self, x): return first(x)\nsecond = Second().run\n",
}


@pytest.mark.parametrize("source", INDIRECT.values(), ids=INDIRECT.keys())
def test_an_earlier_exercise_is_reached_by_way_of_others(chapter, source):
    """Helpers, aliases, star imports, constant texts and classes of the learner's."""
    bench = Bench({"a": 7, "asecond": 7, "s": 7, "ssecond": 7})
    assert run(chapter, bench, A, S, one="def first(x): return x", two=source)["s"] == (None, "first")


def test_a_failure_that_reaches_none_is_the_exercises_own(chapter):
    """Also where an exercise that it needs has failed."""
    mistakes(chapter, "second__same")
    bench = Bench({"a": 7, "asecond": 7, "s": 7, "t": 8}, {"second__same": {"s": 7, "t": 8}})
    own = "from one import first\n\ndef second(x):\n    return x\n"
    assert run(chapter, bench, A, S, T, two=own)["s"] == ("second__same", None)


def test_what_is_needed_and_passed_is_not_blamed(chapter):
    """Nor what was not run here."""
    bench = Bench({"s": 7, "ssecond": 7})
    for verdict in (Verdict.PASSED, Verdict.NOT_RUN_HERE):
        assert run(chapter, bench, A, S, verdicts={"a": verdict}, two=CALLS)["s"] == NONE


@pytest.mark.parametrize(
    "verdict", [Verdict.TIMED_OUT, Verdict.NOT_IMPLEMENTED, Verdict.USED_BUILTIN, Verdict.DIED], ids=str
)
def test_whatever_way_it_failed_what_is_needed_is_blamed(chapter, verdict):
    """A stub that was not written yet above all."""
    bench = Bench({"s": "NotImplementedError", "ssecond": "NotImplementedError"})
    assert run(chapter, bench, A, S, verdicts={"a": verdict}, two=CALLS)["s"] == (None, "first")


@pytest.mark.parametrize("verdict", [Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.DIED], ids=str)
def test_what_an_earlier_exercise_brought_to_an_end_is_blamed_on_it(chapter, verdict):
    """An endless loop in it is one in all that calls it."""
    bench = Bench({})
    both = {"a": verdict, "s": verdict}
    assert run(chapter, bench, A, S, verdicts=both, two=CALLS) == {"a": NONE, "s": (None, "first")}
    assert bench.asked == []


def test_what_was_never_run_is_not_blamed_on_anything(chapter):
    """Its own module cannot be used, whatever else has failed."""
    first = CheckResult("a", "first", "a", Verdict.WRONG_ANSWER, 1, False)
    barred = CheckResult("s", "second", "s", Verdict.RAISED, 1, False)
    ended = {"a": (A, Ended(wrong("no"), "a", 0.1))}
    bench = Bench({"a": 7, "asecond": 7})
    layers = {"one": [("one.py", "mine")], "two": []}
    assert diagnose(chapter, [first, barred], ended, layers, bench, Clock(10)) == [first, barred]


def test_of_two_that_are_needed_the_first_that_failed_is_blamed(chapter):
    """In the order in which the exercise needs them; one that passes or is not reached is passed over."""
    both = "from one import first, helper\n\ndef second(x):\n    return helper(x) + first(x)\n"
    bench = Bench(dict.fromkeys(("a", "asecond", "s", "ssecond", "h", "hsecond"), 7))
    helper = check("h", "helper")
    assert run(chapter, bench, A, helper, S, two=both)["s"] == (None, "first")
    assert run(chapter, bench, helper, S, two=both)["s"] == (None, "helper")
    assert run(chapter, bench, A, helper, S, two=both.replace(" + first(x)", ""))["s"] == (None, "helper")


def test_layers_are_laid_over_without_touching_what_is_below(chapter):
    """The solution's layers are made anew for each."""
    reference = solution_layers(chapter)
    over = laid_over(reference, "one", "x = 1", "first__x.py")
    assert over == {"one": [("one.py", ONE), ("first__x.py", "x = 1")], "two": [("two.py", TWO)]}
    assert reference == solution_layers(chapter) == {"one": [("one.py", ONE)], "two": [("two.py", TWO)]}


def test_a_clock_runs_out():
    """Zero seconds are over at once."""
    assert Clock(0.0, time.monotonic() - 0.01).over
    assert not Clock(10.0).over


@pytest.mark.parametrize(("seconds", "gives", "cut"), [(0.0, 1, True), (10.0, 1, False), (10.0, 2, False)])
def test_a_clock_tells_that_it_cut_the_search_short(chapter, seconds, gives, cut):
    """Where time was over and nothing was named, and not where nothing is known that fits."""
    mistakes(chapter, "first__x")
    bench = Bench({"a": 1, "b": 1, "c": 1}, {"first__x": gives})
    checks = (A, B, C)
    results = [CheckResult(c.name, c.exercise, c.title, Verdict.WRONG_ANSWER, c.weight, c.visible) for c in checks]
    ended = {c.name: (c, Ended(wrong("no"), c.name, 0.1)) for c in checks}
    clock = Clock(seconds, time.monotonic() - 0.01)
    found = diagnose(chapter, results, ended, {"one": [("one.py", "mine")]}, bench, clock)
    assert clock.cut is cut
    assert all(result.diagnosis == ("first__x" if gives == 1 and not cut else None) for result in found)
