"""What can a worker's reply do to the judge? A student's verdict, no point, and nothing else."""

import json
import random

import numpy as np
import pytest
import torch
from hostile_sandbox import HostileSandbox, bare
from judging import judge

from grader.exports.json_report import dumps
from grader.results import State, Verdict
from grader.sandbox.inside import wire
from grader.sandbox.inside.wire import Handle, MetaTensor, Node
from grader.words import untranslated

HUGE = 10**9000
ALL = frozenset({"scale", "Gain", "descend", "store"})
TENSOR = torch.tensor([[1.0, 2.0]])
MODEL = {
    "parameters": {"w": TENSOR},
    "buffers": {},
    "grads": {"w": None},
    "requires_grad": {"w": True},
    "training": {"": True},
    "kinds": {"": "Linear"},
    "records": {},
}


def always(reply):
    """The same reply to every call, under the right number."""
    return lambda request, honest: {**reply, "id": request["id"]} if request["op"] == "call" else honest


def changed(**fields):
    """The honest reply with some of its fields replaced."""
    return lambda request, honest: {**honest, **fields} if request["op"] == "call" else honest


def at(op, reply):
    """The same reply to every request of a kind."""
    return lambda request, honest: {**reply, "id": request["id"]} if request["op"] == op else honest


def raw(make):
    """Bytes made of the honest reply's bytes."""
    return lambda request, honest: make(wire.encode(bare(honest), facts=True)) if request["op"] == "call" else honest


def argument(value):
    """The first argument comes back as something else."""
    return lambda request, honest: (
        {**honest, "args": [value, *honest["args"][1:]]} if request["op"] == "call" and honest.get("args") else honest
    )


def kept(number):
    """What stays inside is said to have this number."""
    return lambda request, honest: {**honest, "value": number} if request.get("keep") else honest


def noise(data):
    """As many random bytes."""
    return random.Random(1).randbytes(len(data))


ATTACKS = {
    "another number": changed(id=-5),
    "the number as a bool": changed(id=True),
    "no number": lambda request, honest: {"outcome": "returned"} if request["op"] == "call" else honest,
    "no dict": lambda request, honest: [honest] if request["op"] == "call" else honest,
    "no outcome": always({}),
    "an outcome of another type": changed(outcome=1),
    "an outcome that there is not": changed(outcome="passed"),
    "nothing": raw(lambda data: b""),
    "half": raw(lambda data: data[: len(data) // 2]),
    "more": raw(lambda data: data + b"N"),
    "noise": raw(noise),
    "deep": raw(lambda data: b"l\x01\x00\x00\x00" * 5000),
    "huge counts": raw(lambda data: b"l\xff\xff\xff\xff"),
    "returned nothing": always({"outcome": "returned"}),
    "no arguments": changed(args=[]),
    "a record for a value": changed(value=Node("model_view", MODEL)),
    "an unknown record": changed(value=Node("pickle", {"data": b"x"})),
    "a broken record": changed(value=[Node("model_view", MODEL | {"grads": 3})]),
    "a huge int": changed(value=HUGE),
    "huge ints": changed(value=[HUGE, HUGE]),
    "a huge text": changed(value="\x1b[2J" * 1_000_000),
    "a shape without values": changed(value=MetaTensor((1, 2), torch.float32)),
    "a handle": changed(value=Handle(0, "x")),
    "a dict with huge keys": changed(value={HUGE: TENSOR}),
    "no_graph as an array": changed(value="x", no_graph=np.ones(2)),
    "a missing thing that is a number": always({"outcome": "missing", "what": HUGE}),
    "an exception that cannot be written": always(
        {"outcome": "raised", "type": HUGE, "message": [HUGE], "bases": {}, "frames": 3}
    ),
    "an exception on line 10**9000": always(
        {"outcome": "raised", "type": "E", "message": "", "bases": [], "frames": [["a", HUGE, "f"]]}
    ),
    "an exception with escapes": always(
        {"outcome": "raised", "type": "\x1b]8;;http://x\x07E", "message": "\u202e\ud800", "bases": [], "frames": []}
    ),
    "every exception there is": always(
        {"outcome": "raised", "type": "E", "message": "", "bases": [HUGE], "frames": []}
    ),
    "a use on line 10**9000": always({"outcome": "used_builtin", "use": ["torch.mul", "scaling.py", HUGE]}),
    "a use of nothing": always({"outcome": "used_builtin"}),
    "a format bomb": always({"outcome": "unsendable", "what": ["{x:>9999999999}", {"x": "a"}]}),
    "a format that looks around": always(
        {"outcome": "unsendable", "what": ["{x.__class__.__init__.__globals__}", {"x": "a"}]}
    ),
    "words without words": always({"outcome": "unsendable", "what": HUGE}),
}

PARTIAL = {
    "gradients of another type": (changed(grads=[1.0]), ALL),
    "gradients without values": (changed(grads=[MetaTensor((4, 3), torch.float32)]), ALL),
    "too many gradients": (changed(grads=[TENSOR, TENSOR]), {"scale"}),
    "arguments of another type": (argument("no"), {"scale", "descend"}),
    "an argument's view without values": (argument(Node("model_view", MODEL | {"parameters": {}})), ALL),
    "an argument's view of another kind": (argument(Node("batches_view", {"passes": 1})), {"scale", "descend"}),
    "a handle below 0": (kept(-1), {"Gain", "store"}),
    "a handle too large": (kept(1 << 70), {"Gain", "store"}),
    "a handle that is true": (kept(True), {"Gain", "store"}),
    "a handle that there is not": (kept(77), {"Gain", "store"}),
    "built with no number": (at("build", {"outcome": "returned", "value": "0"}), {"descend"}),
    "built below 0": (at("build", {"outcome": "returned", "value": -3}), {"descend"}),
    "built too high": (at("build", {"outcome": "returned", "value": (1 << 63) - 1}), {"descend"}),
    "built after raising": (at("build", {"outcome": "raised", "type": HUGE}), {"descend"}),
    "a view of nothing": (at("view", {"outcome": "returned"}), {"Gain", "descend"}),
    "a view of another kind": (
        at("view", {"outcome": "returned", "value": Node("batches_view", {"passes": 1})}),
        {"Gain", "descend"},
    ),
    "a view that is broken": (
        at("view", {"outcome": "returned", "value": Node("model_view", {"x": 1})}),
        {"Gain", "descend"},
    ),
    "a view with an empty outcome": (at("view", {"outcome": "", "value": HUGE}), {"Gain", "descend"}),
    "files as a list": (at("files", {"outcome": "returned", "value": [b"x"]}), {"store"}),
    "files that are texts": (at("files", {"outcome": "returned", "value": {"a": "x"}}), {"store"}),
    "files with numbers for names": (at("files", {"outcome": "returned", "value": {HUGE: b"x"}}), {"store"}),
    "two thousand files": (
        at("files", {"outcome": "returned", "value": {str(n): b"" for n in range(2000)}}),
        {"store"},
    ),
    "files with long names": (at("files", {"outcome": "returned", "value": {"n" * (1 << 23): b""}}), {"store"}),
    "no files": (at("files", {"outcome": "returned", "value": {}}), {"store"}),
    "files that are no tensors": (at("files", {"outcome": "returned", "value": {"a.pt": b"PK\x03\x04"}}), {"store"}),
    "files after raising": (at("files", {"outcome": "raised", "type": HUGE}), {"store"}),
    "garbage instead of forgetting": (lambda request, honest: b"x" if request["op"] == "forget" else honest, set()),
    "garbage instead of loading": (lambda request, honest: b"x" if request["op"] == "load" else honest, ALL),
}


def attacked(chapter, suite, forge):
    """The judged solution in a worker that has been taken over; written as JSON, as every report is in the end."""
    judged = judge(chapter, suite, diagnose=30, sandbox=HostileSandbox(forge))
    assert judged.report.state is State.SCORED
    assert {result.verdict for result in judged.results} <= set(Verdict) - {Verdict.INTERNAL_ERROR}
    text = dumps(judged.report, untranslated, chapter.text("en"))
    assert json.loads(text)["state"] == "scored"
    assert len(text) < 200_000
    assert "\x1b" not in text
    for result in judged.results:
        failure = result.failure
        if failure is not None:
            assert (
                max(len(str(part)) for part in (failure.message, failure.got, failure.expected, failure.place)) < 3000
            )
            assert max([0, *map(len, failure.traceback)]) < 500
    return judged


@pytest.mark.parametrize("forge", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_reply_earns_a_point_or_breaks_the_judge(chapter, suite, forge):
    """Every call is answered so: the verdict is the student's, nothing passes, and the report can be written."""
    judged = attacked(chapter, suite, forge)
    assert judged.report.score == 0
    assert {result.name for result in judged.results if result.verdict is Verdict.PASSED} == set()


@pytest.mark.parametrize(("forge", "exercises"), PARTIAL.values(), ids=PARTIAL.keys())
def test_an_answer_that_is_wrong_in_one_place_costs_what_rests_on_it(chapter, suite, forge, exercises):
    """Gradients, arguments, handles, views and files: each is claimed, and each claim is looked at."""
    judged = attacked(chapter, suite, forge)
    lost = {report.name for report in judged.report.exercises if report.score < report.max_score}
    assert lost == exercises


def test_an_earlier_answer_is_no_answer(chapter, suite):
    """A reply that was right for one call is refused for the next."""
    kept = []

    def replay(request, honest):
        if request["op"] != "call":
            return honest
        kept.append(honest)
        return kept[0]

    judged = attacked(chapter, suite, replay)
    passed = {result.name for result in judged.results if result.verdict is Verdict.PASSED}
    assert passed == {"test_scale_example"}


def test_claimed_flags_earn_what_their_numbers_earn(chapter, suite):
    """A worker that lies about identity and flags can only lose: values are compared with ours all the same."""
    judged = attacked(chapter, suite, changed(same=[0, 1, 10**30, "x", None, True]))
    assert judged["test_scale_leaves_x"].failure.message.render() == "the result shares memory with x"
    assert judged["test_scale_values"].verdict is Verdict.PASSED
