import time

import pytest
import torch
from hostile_sandbox import HostileSandbox, bare
from judging import Conditions, File, judge, overlaid

from grader.results import State, Stop, Verdict
from grader.sandbox.failures import WorkerDied, WorkerOutOfMemory, WorkerProtocolError, WorkerTimedOut
from grader.sandbox.inside import wire
from grader.sandbox.inside.wire import Node
from grader.sandbox.seat import Budget, Seat
from grader.words import words

DIED = WorkerDied(-11, words("a segmentation fault"))
FAILURES = {
    "died": (DIED, "died", "the process ended during the call: a segmentation fault"),
    "out_of_memory": (
        WorkerOutOfMemory(words("x")),
        "out_of_memory",
        "the call needs more memory than the sandbox allows",
    ),
    "timed_out": (WorkerTimedOut(words("x")), "timed_out", " did not return within 5 s"),
    "protocol": (WorkerProtocolError(words("x")), "wrong_answer", "the sandbox sent an answer that cannot be read"),
}


def called(request, name):
    """Whether a request is a call of that function."""
    return request["op"] == "call" and request["target"][1] == name


@pytest.mark.parametrize(("failure", "verdict", "message"), FAILURES.values(), ids=FAILURES.keys())
def test_what_becomes_of_a_worker_is_a_verdict_of_its_own(chapter, suite, failure, verdict, message):
    """For its own exercise only: whatever comes afterwards is judged in a fresh worker."""
    sandbox = HostileSandbox(lambda request, honest: failure if called(request, "Gain") else honest)
    judged = judge(chapter, suite, sandbox=sandbox, diagnose=30)
    assert set(judged.verdicts("Gain").values()) == {verdict}
    assert message in judged["test_gain_example"].failure.message.render()
    assert [str(report.score) for report in judged.report.exercises] == ["10.00", "0.00", "8.00", "5.00"]
    assert not any(worker.alive for worker in sandbox.workers)


def test_after_a_time_out_the_rest_of_the_exercise_is_not_run(chapter, suite):
    """An endless loop is waited for once; what is left of its exercise has timed out with it."""
    asked = []

    def slow(request, honest):
        if called(request, "scale"):
            asked.append(request["target"])
            return WorkerTimedOut(words("x"))
        return honest

    judged = judge(chapter, suite, sandbox=HostileSandbox(slow))
    assert judged.verdicts("scale") == {
        **dict.fromkeys(
            [
                "test_scale_example",
                "test_scale_values",
                "test_scale_gradient",
                "test_scale_leaves_x",
                "test_scale_refuses_zero",
            ],
            "timed_out",
        ),
        "test_scale_on_gpu": "not_run_here",
    }
    assert len(asked) == 1
    assert (
        judged["test_scale_values"].failure.message.render()
        == "not run: an earlier check of this exercise ran out of time"
    )
    assert judged.score("Gain") == 6


def test_a_death_is_charged_to_an_exercise_that_dies_alone(chapter, suite):
    """What another exercise left in the worker (a thread that exits later) costs nobody but itself."""
    deaths = []

    def dies_once(request, honest):
        if called(request, "Gain") and not deaths:
            deaths.append(1)
            return DIED
        return honest

    judged = judge(chapter, suite, sandbox=HostileSandbox(dies_once))
    assert set(judged.verdicts("Gain").values()) == {"passed"}
    deaths.clear()
    judged = judge(chapter, suite, sandbox=HostileSandbox(dies_once), conditions=Conditions(only=frozenset({"Gain"})))
    assert list(judged.verdicts("Gain").values()) == ["died", "passed", "passed", "passed"]


def test_a_witness_hears_what_every_case_sent_and_gave(chapter, suite):
    """By case: arguments by position and by name as they were sent, the cotangent, and what came back."""
    heard = []
    only = Conditions(only=frozenset({"scale"}), witness=lambda check, seen: heard.append((check.name, *seen)))
    judge(chapter, suite, conditions=only)
    assert [name for name, *_ in heard].count("test_scale_values") == 3
    by_name = {name: seen for name, *seen in heard}
    (graded,) = by_name["test_scale_gradient"]
    x, factor = graded.sent
    assert graded.cotangent.shape == x.shape == (4, 3)
    assert torch.allclose(graded.value, x * factor)
    (named,) = by_name["test_scale_leaves_x"]
    assert set(named.named) == {"factor"}
    assert torch.allclose(named.value, named.sent[0] * named.named["factor"])
    refused = by_name["test_scale_refuses_zero"][-1]
    assert (refused.outcome, refused.sent[1]) == ("raised", 0.0)


def test_time_that_is_waited_for_is_taken_from_the_chapters(chapter, suite):
    """Every kind of request: when the chapter's time is over, so is every deadline."""
    deadlines = []

    class Late(HostileSandbox):
        def worker(self):
            worker = super().worker()
            honest = worker.send

            def send(payload, deadline):
                deadlines.append(deadline - time.monotonic())
                time.sleep(0.02)
                honest(payload, deadline)

            worker.send = send
            return worker

    judge(chapter, suite, sandbox=Late(lambda request, honest: honest))
    assert max(deadlines) <= chapter.call_seconds
    assert min(deadlines) > chapter.call_seconds - 1
    from dataclasses import replace

    deadlines.clear()
    short = replace(chapter, chapter_seconds=0.5)
    judge(short, suite, sandbox=Late(lambda request, honest: honest))
    assert max(deadlines) <= 0.5
    assert deadlines[-1] <= 0
    assert sum(deadline > 0 for deadline in deadlines) <= 25


@pytest.mark.parametrize(
    ("left", "message"),
    [
        (60.0, "f did not return within 5 s"),
        (0.34, "f did not return within the 0.3 s that earlier calls had left of the chapter's time"),
        (-1.0, "f did not return within the 0 s that earlier calls had left of the chapter's time"),
    ],
)
def test_a_call_that_times_out_spends_what_it_had_and_not_what_it_was_kept_from(left, message):
    """Where other work kept the processors from it, a hanging call must not use up its neighbours' time as well."""
    sandbox = HostileSandbox(lambda request, honest: WorkerTimedOut(words("x")) if request["op"] == "call" else honest)
    worker = sandbox.worker()
    worker.starved = 1e6
    sandbox.worker = lambda: worker
    seat = Seat(sandbox, {}, Budget(5.0, left))
    with pytest.raises(Stop) as stopped:
        seat.exchange({"op": "call", "target": (None, "f")}, "f", "f")
    assert stopped.value.failure.message.render() == message
    assert seat.budget.left == left
    assert not worker.alive


def test_no_worker_serves_other_modules_once_it_has_held_the_learners(chapter, suite):
    """Mistakes follow each other in one worker, but never where code of the learner's is; nor do its definitions."""
    loads = {}

    class Watched(HostileSandbox):
        def worker(self):
            worker = super().worker()
            number, honest = len(self.workers), worker.send

            def send(payload, deadline):
                request = wire.decode(payload)
                if request["op"] == "load":
                    loads.setdefault(number, []).append(request["modules"])
                honest(payload, deadline)

            worker.send = send
            return worker

    mine = "def scale(x, factor): return x + factor  # mine\n"
    judge(chapter, suite, {"scaling": mine}, sandbox=Watched(lambda request, honest: honest), diagnose=30)
    shared = [held for held in loads.values() if len(held) > 1]
    assert len(shared) == 1
    assert "# mine" not in str(shared)
    together = [held for held in loads.values() if "# mine" in str(held) and "must not be 0" in str(held)]
    assert together == []


def test_the_diagnosis_waits_no_longer_than_it_may(chapter, suite):
    """Whoever is slow: the learner's code on its second run, or a mistake; all of them together have its seconds."""
    waited = []

    class Slow(HostileSandbox):
        def worker(self):
            worker = super().worker()
            honest = worker.send

            def send(payload, deadline):
                waited.append(min(0.5, max(0.0, deadline - time.monotonic())))
                time.sleep(waited[-1])
                if waited[-1] < 0.5:
                    worker.kill()
                    raise WorkerTimedOut(words("x"))
                honest(payload, deadline)

            if self.workers[1:]:
                worker.send = send
            return worker

    wrong = {"scaling": "def scale(x, factor): return x + factor"}
    only = Conditions(only=frozenset({"scale"}))
    judged = judge(chapter, suite, wrong, sandbox=Slow(lambda request, honest: honest), diagnose=1.2, conditions=only)
    assert {result.diagnosis for result in judged.results} == {None}
    assert sum(waited) < 1.5


def test_a_worker_that_fails_to_forget_is_replaced(chapter, suite):
    """The next check gets a fresh one."""
    sandbox = HostileSandbox(lambda request, honest: DIED if request["op"] == "forget" else honest)
    judged = judge(chapter, suite, sandbox=sandbox)
    assert judged.report.passed
    assert len(sandbox.workers) > 3


def test_a_fresh_student_is_another_worker_that_ends_with_its_check(chapter, suite):
    """Of the same submission; files are parsed in one without any."""
    loaded = []

    def noted(request, honest):
        if request["op"] == "load":
            loaded.append(sorted(request["modules"]))
        return honest

    sandbox = HostileSandbox(noted)
    judge(chapter, suite, sandbox=sandbox)
    modules = sorted(chapter.modules)
    assert loaded == [modules, modules, [], []]
    assert [worker.alive for worker in sandbox.workers] == [False] * 4


def test_nothing_but_the_declared_modules_and_our_inputs_goes_in(chapter, suite):
    """No suite, no solution, no seed of ours, no expected value: a request is what the wire says and no more."""
    seen: dict[str, set[str]] = {}

    def noted(request, honest):
        seen.setdefault(request["op"], set()).update(set(request) - {"op", "id"})
        return honest

    stubs = {name: f"raise NotImplementedError('{name}')" for name in chapter.modules}
    judge(chapter, suite, sandbox=HostileSandbox(noted))
    judge(chapter, suite, stubs, sandbox=HostileSandbox(noted))
    assert seen.pop("call") <= {
        "args", "cotangent", "create_graph", "forbidden", "keep", "kwargs", "seed", "target", "wrt",
    }  # fmt: skip
    assert seen == {
        "load": {"device", "modules"},
        "forget": set(),
        "build": {"recipes", "seed"},
        "view": {"handle"},
        "files": {"folder", "path"},
        "read": {"files", "reader"},
    }


def test_what_should_not_run_is_never_sent_in(chapter, suite):
    """A module that cannot be used, or that is seen to use what it should build, is told without a worker."""
    calls = []

    def noted(request, honest):
        if request["op"] == "call":
            calls.append(request["target"][1])
        return honest

    unusable = File("scaling.py", None, words("{file} is missing", file="scaling.py"))
    judge(chapter, suite, {"scaling": unusable}, sandbox=HostileSandbox(noted))
    forbidden = "import torch\ndef scale(x, factor):\n    return torch.mul(x, factor)\n"
    judge(chapter, suite, {"scaling": forbidden}, sandbox=HostileSandbox(noted))
    assert calls
    assert "scale" not in calls


def test_an_answer_that_breaks_a_checks_own_lines_is_wrong(chapter, suite):
    """Where the check holds for the solution: a view without the probe that it looks up is no fault of ours."""

    def without_records(request, honest):
        if called(request, "descend") and honest["outcome"] == "returned":
            view = bare(honest["args"][0])
            if isinstance(view, Node):
                changed = Node(view.kind, {**view.fields, "records": {}})
                return {**honest, "args": [changed, *honest["args"][1:]]}
        return honest

    clean = []

    class Once(HostileSandbox):
        """The first worker is the student's; later ones hold what they were given."""

        def worker(self):
            worker = super().worker()
            if clean:
                worker._forge = lambda request, honest: honest
            clean.append(worker)
            return worker

    judged = judge(chapter, suite, sandbox=Once(without_records))
    assert judged["test_descend_batches"].verdict is Verdict.WRONG_ANSWER
    assert judged["test_descend_batches"].failure.message.render() == "the answer is not of the form that was asked for"
    assert judged.report.state is State.SCORED


def test_a_check_that_breaks_on_the_solution_too_is_ours(broken, broken_suite):
    """Whatever the submission was."""
    for sources in ({}, {"doubling": "def double(x): return 3\ndef halve(x): return x / 2"}):
        judged = judge(broken, broken_suite, sources)
        expected = "internal_error" if not sources else "wrong_answer"
        assert judged.verdicts("double")["test_double_breaks"] == expected


def test_a_lonely_failure_is_tried_again_on_other_inputs(chapter, suite):
    """A second seed gives the same check other numbers: a coincidence on one input is not repeated."""
    inputs = set()

    def noted(request, honest):
        if called(request, "scale") and request["args"][1:] == [0.0]:
            inputs.add(request["args"][0].sum().item())
        return honest

    path = chapter.suite / "mistakes" / "scale__accepts_zero.py"
    judged = judge(chapter, suite, overlaid(chapter, path), sandbox=HostileSandbox(noted), diagnose=30)
    assert judged["test_scale_refuses_zero"].diagnosis == "scale__accepts_zero"
    assert len(inputs) == 2


def test_output_is_shown_under_the_check_that_printed_it(chapter, suite):
    """And is cut off."""

    class Printing(HostileSandbox):
        def worker(self):
            worker = super().worker()
            printed = []
            honest = worker.send

            def send(payload, deadline):
                honest(payload, deadline)
                printed.append("x" * 15_000)

            worker.send = send
            worker.take_output = lambda: printed.pop() if printed else ""
            return worker

    judged = judge(chapter, suite, sandbox=Printing(lambda request, honest: honest))
    assert len(judged["test_scale_example"].output) == 15_000
    assert len(judged["test_scale_values"].output) == 20_000
    assert judged["test_scale_on_gpu"].output == ""


def test_another_device_runs_what_needs_it(chapter, suite):
    """What needs a GPU is not run on another device; an answer that comes back from the CPU is wrong for that."""
    judged = judge(chapter, suite, conditions=Conditions(device="meta"))
    assert judged["test_scale_on_gpu"].verdict is Verdict.NOT_RUN_HERE
    stuck = "def scale(x, factor):\n    import torch\n    return torch.ones(x.shape) * factor\n"
    judged = judge(chapter, suite, {"scaling": stuck}, conditions=Conditions(device="meta"))
    assert judged["test_scale_values"].failure.message.render() == "the result is on cpu, its inputs are on meta"


def test_a_traceback_is_the_learners_own_with_their_lines(chapter, suite):
    """Frames of torch and of ours are left out; below each stands its line of what was handed in."""
    source = "import torch\n\ndef halved(x):\n    return torch.cat(x)\n\ndef scale(x, k):\n    return halved(x)  # no\n"
    failure = judge(chapter, suite, {"scaling": source})["test_scale_values"].failure
    assert failure.traceback == (
        "scaling.py:7 scale", "    return halved(x)  # no", "scaling.py:4 halved", "    return torch.cat(x)",
    )  # fmt: skip


def test_a_wrong_shape_has_its_picture_in_the_report(chapter, suite):
    """Of a plain call and of one with a gradient."""
    source = "def scale(x, k):\n    return (x * k).unsqueeze(0)\n"
    judged = judge(chapter, suite, {"scaling": source})
    for name in ("test_scale_values", "test_scale_gradient"):
        picture = judged[name].picture
        assert picture is not None, name
        assert "of size 1, is one too many" in picture.shapes.said.render()
