import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given
from torch import Tensor

from grader.compare import alike
from grader.exports.plain import visible
from grader.observe import (
    BatchesView,
    DatasetView,
    FunctionView,
    LeafView,
    LoaderView,
    ModelView,
    ObjectView,
    Observation,
    OptimizerView,
    SchedulerView,
    Unsendable,
    kind_of,
)
from grader.results import Stop, Verdict
from grader.sandbox.inside.wire import Handle, MetaTensor, Node, TensorWithFacts, decode, encode
from grader.sandbox.reply import Sent, failure, plain, read
from grader.sandbox.shapes import fit
from grader.suite import assert_close, assert_equal, assert_unchanged

HUGE = 10**9000  # Python refuses to write it in decimal, pytest's ids and hypothesis' reports too: ... stands for it
THEIRS = {Verdict.WRONG_ANSWER, Verdict.RAISED, Verdict.NOT_IMPLEMENTED, Verdict.USED_BUILTIN, Verdict.OUT_OF_MEMORY}
TENSOR = torch.tensor([1.0, 2.0])
MODEL = {
    "parameters": {"w": TENSOR},
    "buffers": {"b": TENSOR},
    "grads": {"w": None},
    "requires_grad": {"w": True},
    "training": {"": True},
    "kinds": {"": "Linear"},
    "records": {"probe": [[True, False, 3]]},
}
OPTIMIZER = {"groups": [{"lr": 0.5, "params": ["w"]}], "state": {"w": {"step": 1, "momentum_buffer": TENSOR}}}
LEAF = {"value": TENSOR, "grad": None}
SENT = Sent(
    "f(tensor(2,))",
    (torch.ones(2), Node("model", {}), Node("optimizer", {}), Node("path", {"name": "p"})),
    "mse.py",
    (0,),
)
RETURNED = {
    "id": 3,
    "outcome": "returned",
    "value": TENSOR,
    "same": [0],
    "kwargs": {"lr": 0.5},
    "args": [Node("leaf_view", LEAF), Node("model_view", MODEL), Node("optimizer_view", OPTIMIZER), "/tmp/x/p"],
}
RAISED = {
    "outcome": "raised",
    "type": "KeyError",
    "bases": ["KeyError", "LookupError", "Exception"],
    "message": "'x'",
    "frames": [["mse.py", 12, "mse_loss"], ["mse.py", 20, "inner"]],
}
USED = {"outcome": "used_builtin", "use": ["torch.nn.functional.mse_loss", "mse.py", 7]}
UNSENDABLE = {"outcome": "unsendable", "what": ["{parent} subclass {name}", {"parent": "a dict", "name": "Mine"}]}


def unfolded(value: object) -> object:
    """The value with every ... as the huge number that it stands for."""
    if value is ...:
        return HUGE
    if isinstance(value, dict):
        return {unfolded(key): unfolded(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(unfolded, value))  # type: ignore[call-overload]
    return Node(value.kind, unfolded(value.fields)) if isinstance(value, Node) else value  # type: ignore[arg-type]


def sent_home(reply: dict[str, object]) -> object:
    """The reply as the trusted side decodes it."""
    return decode(encode(unfolded(reply), facts=True))


def test_a_reply_becomes_an_observation():
    """Value, arguments as they are afterwards, identity and facts; a path is called by the name that was sent."""
    seen = read(sent_home(RETURNED), SENT)
    assert (seen.called, seen.outcome, seen.kwargs, seen.same) == ("f(tensor(2,))", "returned", {"lr": 0.5}, (0,))
    assert torch.equal(seen.value, TENSOR)
    assert torch.equal(seen.args[0], TENSOR)
    assert isinstance(seen.args[1], ModelView)
    assert torch.equal(seen.args[1].state["b"], TENSOR)
    assert seen.args[1].records == {"probe": [[True, False, 3]]}
    assert isinstance(seen.args[2], OptimizerView)
    assert seen.args[3] == "p"
    assert seen.facts is not None
    assert (seen.facts.requires_grad, seen.facts.is_leaf, seen.facts.device, seen.facts.dtype) == (
        False,
        True,
        "cpu",
        torch.float32,
    )
    assert seen.is_same_object(0)
    assert not seen.is_same_object(1)
    assert seen.grad_enabled
    assert not read(sent_home(RETURNED | {"grad_enabled": False}), SENT).grad_enabled


def test_shared_memory_shows():
    """A view of an argument shares storage with it, a copy does not; likewise inside of nests and models."""
    base, other = torch.arange(6.0), torch.arange(6.0)
    sent = Sent("f()", (base, [other], Node("model", {})), "a.py")
    model = Node("model_view", MODEL | {"parameters": {"w": base[3:]}})
    seen = read(sent_home({"outcome": "returned", "value": base[2:], "args": [base, [other], model]}), sent)
    assert [seen.same_storage(index) for index in range(3)] == [True, False, True]
    seen = read(sent_home({"outcome": "returned", "value": base.clone(), "args": [base, [other], model]}), sent)
    assert not any(seen.same_storage(index) for index in range(3))
    seen = read(sent_home({"outcome": "returned", "value": [base], "args": [base, [other], model]}), sent)
    assert not seen.same_storage(0)


@pytest.mark.parametrize(
    ("node", "view"),
    [
        (Node("model_view", MODEL), ModelView),
        (Node("optimizer_view", OPTIMIZER), OptimizerView),
        (Node("scheduler_view", {"steps": 2, "rates": [0.5]}), SchedulerView),
        (Node("batches_view", {"passes": 2}), BatchesView),
        (Node("dataset_view", {"reads": 2}), DatasetView),
        (Node("loader_view", {"workers": 2}), LoaderView),
        (Node("leaf_view", LEAF), LeafView),
        (Node("function_view", {}), FunctionView),
        (Node("object_view", {}), ObjectView),
    ],
)
def test_records_become_views(node, view):
    """Also deep inside of a value."""
    (got,) = plain(sent_home({"x": [node]}))["x"]
    assert type(got) is view


BAD_VIEWS = [
    Node("nothing_view", {}),
    Node("model_view", {}),
    Node("model_view", MODEL | {"extra": 1}),
    Node("model_view", MODEL | {"parameters": [TENSOR]}),
    Node("model_view", MODEL | {"parameters": {"w": 1.0}}),
    Node("model_view", MODEL | {"parameters": {1: TENSOR}}),
    Node("model_view", MODEL | {"parameters": {}}),
    Node("model_view", MODEL | {"buffers": {"b": None}}),
    Node("model_view", MODEL | {"grads": {"w": 0.0}}),
    Node("model_view", MODEL | {"grads": {"v": None}}),
    Node("model_view", MODEL | {"requires_grad": {"w": 1}}),
    Node("model_view", MODEL | {"training": {"": "yes"}}),
    Node("model_view", MODEL | {"training": {}}),
    Node("model_view", MODEL | {"kinds": {"": None}}),
    Node("model_view", MODEL | {"records": {"probe": "no"}}),
    Node("model_view", MODEL | {"records": {"probe": [1]}}),
    Node("model_view", MODEL | {"records": None}),
    Node("optimizer_view", OPTIMIZER | {"groups": {}}),
    Node("optimizer_view", OPTIMIZER | {"groups": [[]]}),
    Node("optimizer_view", OPTIMIZER | {"groups": [{"lr": 0.5}]}),
    Node("optimizer_view", OPTIMIZER | {"groups": [{"params": [1]}]}),
    Node("optimizer_view", OPTIMIZER | {"groups": [{"params": ["w"], 3: 4}]}),
    Node("optimizer_view", OPTIMIZER | {"state": {"w": []}}),
    Node("scheduler_view", {"steps": 2.0, "rates": [0.5]}),
    Node("scheduler_view", {"steps": 2, "rates": [1]}),
    Node("scheduler_view", {"steps": 2, "rates": 0.5}),
    Node("scheduler_view", {"steps": 2}),
    Node("batches_view", {"passes": True}),
    Node("batches_view", {"passes": "1"}),
    Node("dataset_view", {"reads": None}),
    Node("dataset_view", {"passes": 1}),
    Node("loader_view", {"workers": 2.0}),
    Node("leaf_view", {"value": None, "grad": None}),
    Node("leaf_view", {"value": TENSOR, "grad": 1}),
    Node("leaf_view", {"value": MetaTensor((2,), torch.float32), "grad": None}),
    Node("function_view", {"x": 1}),
    Node("object_view", {"x": 1}),
]
UNREADABLE = "the sandbox sent an answer that cannot be read"


@pytest.mark.parametrize("node", BAD_VIEWS)
def test_a_record_that_is_none_is_a_wrong_answer(node):
    """Every field of a view has the type that checks may rely on, as a value and as an argument."""
    for reply in (RETURNED | {"value": [node]}, RETURNED | {"args": [TENSOR, node, *RETURNED["args"][2:]]}):
        with pytest.raises(Stop) as caught:
            read(sent_home(reply), SENT)
        assert (caught.value.failure.verdict, str(caught.value)) == (Verdict.WRONG_ANSWER, UNREADABLE)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"outcome": "passed"},
        {"outcome": None},
        RETURNED | {"args": []},
        RETURNED | {"args": None},
        RETURNED | {"args": [TENSOR, 1.0, *RETURNED["args"][2:]]},
        RETURNED | {"args": [TENSOR, Node("batches_view", {"passes": 1}), *RETURNED["args"][2:]]},
        RETURNED | {"args": [*RETURNED["args"][:3], b"/tmp/x/p"]},
        RETURNED | {"same": 0},
        RETURNED | {"no_graph": np.ones(2), "args": 3},
        RETURNED | {"kwargs": []},
        RETURNED | {"grads": TENSOR},
        RETURNED | {"grad_enabled": 1},
        RETURNED | {"grads": [1.0]},
        RETURNED | {"grads": [MetaTensor((2,), torch.float32)]},
        {"outcome": "unsendable"},
        {"outcome": "unsendable", "what": "a generator"},
        {"outcome": "unsendable", "what": ["{x}", {}]},
        {"outcome": "unsendable", "what": ["{", {}]},
        {"outcome": "unsendable", "what": ["{}", {"": "x"}]},
        {"outcome": "unsendable", "what": ["{x.__class__.__mro__}", {"x": "a"}]},
        {"outcome": "unsendable", "what": ["{x[0]}", {"x": "a"}]},
        {"outcome": "unsendable", "what": ["{x!r}", {"x": "a"}]},
        {"outcome": "unsendable", "what": ["{x:>9999999999}", {"x": "a"}]},
        {"outcome": "unsendable", "what": ["{x:{x}}", {"x": "9999999999"}]},
        {"outcome": "unsendable", "what": ["a" * 301, {}]},
        {"outcome": "unsendable", "what": ["{x}", {"x": ...}]},
        {"outcome": "unsendable", "what": ["{x}", {"x": TENSOR}]},
        {"outcome": "unsendable", "what": ["{x}", {"x": Handle(1, "x")}]},
    ],
)
def test_a_reply_that_is_none_is_a_wrong_answer(reply):
    """Only code that tampers with the worker sends such; nothing of it is formatted, counted or believed."""
    with pytest.raises(Stop) as caught:
        read(sent_home(reply), SENT)
    assert (caught.value.failure.verdict, str(caught.value)) == (Verdict.WRONG_ANSWER, UNREADABLE)


def test_what_does_not_travel_is_named():
    """As the words that the worker said, which can be translated."""
    value = read(sent_home(UNSENDABLE), SENT).value
    assert isinstance(value, Unsendable)
    assert (value.text, value.what.template) == ("a dict subclass Mine", "{parent} subclass {name}")
    with pytest.raises(Stop, match="returned a dict subclass Mine where a tensor was asked for"):
        fit(value, Tensor)


def told(reply: dict[str, object]) -> tuple[object, ...]:
    """What a learner is told of a reply: verdict, message, place, traceback."""
    stop = failure(sent_home(reply), "f()", "mse.py")
    assert stop is not None
    found = stop.failure
    assert found.called == "f()" or found.message.render() == UNREADABLE
    return (str(found.verdict), found.message.render(), found.place and str(found.place), found.traceback)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (RAISED, ("raised", "KeyError: 'x'", "mse.py:20", ("mse.py:12 mse_loss", "mse.py:20 inner"))),
        (RAISED | {"message": "", "frames": []}, ("raised", "KeyError", None, ())),
        (RAISED | {"message": "{type.__class__}", "frames": []}, ("raised", "KeyError: {type.__class__}", None, ())),
        (
            RAISED | {"type": "NotImplementedError"},
            ("not_implemented", "not implemented yet", "mse.py:20", ("mse.py:12 mse_loss", "mse.py:20 inner")),
        ),
        (RAISED | {"frames": [["mse.py", ..., "f"]]}, ("raised", "KeyError: 'x'", None, ())),
        (RAISED | {"frames": [["mse.py", True, "f"]]}, ("raised", "KeyError: 'x'", None, ())),
        (RAISED | {"frames": [["mse.py", 1]]}, ("raised", "KeyError: 'x'", None, ())),
        (RAISED | {"frames": "mse.py"}, ("raised", "KeyError: 'x'", None, ())),
        (RAISED | {"type": ..., "message": ..., "frames": []}, ("raised", "", None, ())),
        (RAISED | {"message": "m" * 9999, "frames": []}, ("raised", "KeyError: " + "m" * 2000, None, ())),
        ({"outcome": "missing", "what": "mse_loss"}, ("raised", "mse.py does not define mse_loss", None, ())),
        ({"outcome": "missing", "what": ...}, ("raised", "mse.py does not define ", None, ())),
        (
            {"outcome": "out_of_memory"},
            ("out_of_memory", "the call needs more memory than the sandbox allows", None, ()),
        ),
        (
            USED,
            ("used_builtin", "torch.nn.functional.mse_loss is what this exercise asks you to build", "mse.py:7", ()),
        ),
        (
            USED | {"use": [".__matmul__", "mse.py", 7]},
            ("used_builtin", "@ is what this exercise asks you to build", "mse.py:7", ()),
        ),
        (USED | {"use": ["F.mse_loss", "mse.py", ...]}, ("wrong_answer", UNREADABLE, None, ())),
        (USED | {"use": ["F.mse_loss", "mse.py"]}, ("wrong_answer", UNREADABLE, None, ())),
        (USED | {"use": None}, ("wrong_answer", UNREADABLE, None, ())),
    ],
    ids=lambda value: value.get("outcome") if isinstance(value, dict) else "",
)
def test_what_the_students_code_came_to(reply, words):
    """Exceptions, missing names, forbidden built-ins and memory: each with its verdict, its words and its line."""
    assert told(reply) == words


def test_a_reply_of_another_outcome_asks_for_no_failure():
    """Whether the value is right is not judged here."""
    assert failure(sent_home(RETURNED), "f()", "mse.py") is None


def test_the_bases_of_an_exception_come_along():
    """A negative check names the exception it wants by one of them; what is no text is no name."""
    stop = failure(sent_home(RAISED | {"bases": ["ValueError", 3, ...]}), "f()", "mse.py")
    assert stop is not None
    assert stop.bases == ("ValueError",)
    assert read(sent_home(RAISED | {"bases": ["ValueError", 3]}), SENT).bases == ("ValueError",)
    assert read(sent_home(RAISED | {"bases": ...}), SENT).bases == ()


TEXTS = st.text(max_size=8) | st.sampled_from(["\ud800", "{x}", "{x:>9999999}", "\x1b[31m", "returned", "w", ""])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(...),
    st.floats(),
    TEXTS,
    st.binary(max_size=4),
    st.sampled_from(
        [
            TENSOR,
            torch.tensor(True),
            torch.empty(0),
            torch.tensor([1 + 2j]),
            torch.tensor([[1]]),
            torch.ones(2).half(),
            MetaTensor((2,), torch.float32),
            np.ones(2),
            np.float32(1),
            torch.float32,
            torch.device("cpu"),
            torch.Size([2]),
            Handle(1, "x"),
        ]
    ),
)
KEYS = TEXTS | st.integers() | st.just(...) | st.none() | st.tuples(st.integers(), TEXTS)
FIELDS = sorted({*MODEL, *OPTIMIZER, *LEAF, "passes"})
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
        st.builds(
            Node,
            st.sampled_from(["model_view", "optimizer_view", "leaf_view", "batches_view", "function_view", "layer"])
            | TEXTS,
            st.dictionaries(st.sampled_from(FIELDS) | TEXTS, inner, max_size=4),
        ),
    ),
    max_leaves=12,
)
GOOD = st.sampled_from(
    [RETURNED, RAISED, USED, UNSENDABLE, {"outcome": "missing", "what": "f"}, {"outcome": "out_of_memory"}]
)
TOP = sorted({*RETURNED, *RAISED, *USED, *UNSENDABLE, "grads", "no_graph"})
REPLIES = st.one_of(
    st.builds(lambda good, changes: good | changes, GOOD, st.dictionaries(st.sampled_from(TOP), VALUES, max_size=3)),
    st.builds(
        lambda place, field, value: RETURNED | {"args": [TENSOR, *place(field, value)]},
        st.sampled_from(
            [
                lambda field, value: [Node("model_view", MODEL | {field: value}), *RETURNED["args"][2:]],
                lambda field, value: [RETURNED["args"][1], Node("optimizer_view", OPTIMIZER | {field: value}), "p"],
                lambda field, value: [value, *RETURNED["args"][2:]],
            ]
        ),
        st.sampled_from(FIELDS),
        VALUES,
    ),
    st.dictionaries(st.sampled_from(TOP), VALUES, max_size=6),
)


def outcome(call: object, *args: object) -> object:
    """What a call gives, or the Stop that it ends in."""
    try:
        return call(*args)  # type: ignore[operator]
    except Stop as stop:
        return stop


def used(value: object) -> None:
    """What the engine does with a claimed value afterwards."""
    kind_of(value).render()
    for wanted in (Tensor, float, list[float], dict[str, Tensor], ModelView, object, int | None):
        got = outcome(fit, value, wanted)
        if isinstance(got, Stop):
            assert got.failure.verdict is Verdict.WRONG_ANSWER
            visible(str(got))


@given(REPLIES)
def test_no_reply_whatever_breaks_the_judge(reply):
    """Any value that the wire carries, in any place: an observation or a student's verdict, and never another error."""
    data = sent_home(reply)
    seen = outcome(read, data, SENT)
    if isinstance(seen, Stop):
        assert seen.failure.verdict is Verdict.WRONG_ANSWER
    stop = failure(data, "f()", "mse.py")
    if stop is not None:
        assert stop.failure.verdict in THEIRS
        visible(stop.failure.message.render() + str(stop.failure.place) + str(stop.failure.traceback))
    if not isinstance(seen, Stop):
        assert type(seen) is Observation
        assert alike(seen, read(sent_home(reply), SENT)) in (True, False)
        assert len(seen.args) in (0, len(SENT.args))
        for value in (seen.value, *seen.args, dict(seen.kwargs)):
            used(value)


@given(VALUES)
def test_facts_are_taken_off_everywhere(value):
    """No tensor with facts and no record is left in a value that a check gets to see."""

    def bare(item: object) -> bool:
        if isinstance(item, dict):
            return all(map(bare, item.values()))
        if isinstance(item, list | tuple):
            return all(map(bare, item))
        return not isinstance(item, TensorWithFacts | Node)

    got = outcome(plain, sent_home({"x": value}))
    assert str(got) == UNREADABLE if isinstance(got, Stop) else bare(got)


WANTS = [
    torch.tensor([1.0, 2.0]).double(),
    torch.tensor([[1]]),
    torch.tensor(True),
    torch.tensor([1 + 2j]),
    np.ones(2),
    1.5,
    3,
    "w",
    None,
    [1.0, TENSOR],
    (1,),
    {"w": TENSOR.double(), 3: None},
    {"a", "b"},
    torch.float32,
]


@given(VALUES, VALUES)
def test_no_claimed_value_breaks_a_comparison(one, other):
    """Against anything of ours, and each other: close, a wrong answer in words, or alike, and no other error."""
    claims = [outcome(plain, sent_home({"x": value})) for value in (one, other)]
    got, second = (claim["x"] if isinstance(claim, dict) else None for claim in claims)
    for want in WANTS:
        for claim in (assert_close, assert_equal):
            ended = outcome(claim, got, want)
            assert ended is None or ended.failure.verdict is Verdict.WRONG_ANSWER
            visible(str(ended))
        call = Observation("f()", "returned", args=(got,), sent=(want,))
        ended = outcome(assert_unchanged, call, 0)
        assert ended is None or str(ended) == "argument 1 was changed in place"
    assert alike(got, second) in (True, False)
    assert alike(seen_as(got), seen_as(second)) in (True, False)


def seen_as(value: object) -> Observation:
    """A call that returned this and left it as an argument too."""
    return Observation("f()", "returned", value, args=(value, [value]))
