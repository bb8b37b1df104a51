import numpy as np
import pytest
import torch

from grader.observe import LeafView, Observation
from grader.results import Stop, Verdict
from grader.sandbox.inside.wire import Node
from grader.suite import assert_close, assert_equal, assert_unchanged

NAN = float("nan")
T = torch.tensor([1.0, NAN, -2.0])
MOVED = torch.tensor([1.0, NAN, -2.0001])
LEAF = Node("leaf", {"value": torch.ones(2), "grad": None})
STRIDED = Node("non_contiguous", {"value": torch.tensor([[1.0, 2.0], [3.0, 4.0]])})


def refused(claim: object, *args: object) -> str:
    """What a learner reads when a claim does not hold."""
    with pytest.raises(Stop) as caught:
        claim(*args)  # type: ignore[operator]
    assert caught.value.failure.verdict is Verdict.WRONG_ANSWER
    return caught.value.failure.message.render()


def test_close_is_within_one_in_ten_thousand_unless_said_otherwise():
    """A tolerance can be narrowed and widened."""
    want = torch.tensor([1.0]).double()
    assert_close(torch.tensor([1.00015]), want)
    assert refused(lambda: assert_close(torch.tensor([1.00015]), want, rtol=1e-6, atol=1e-6))
    assert refused(assert_close, torch.tensor([1.01]), want)
    assert_close(torch.tensor([1.01]), want, atol=0.1)


def test_equal_is_exact():
    """Whole numbers, texts, flags, None and nests of them; floats to the last bit."""
    assert_equal(
        (["a", 1, None, True], {"k": torch.tensor([1, 2])}), (["a", 1, None, True], {"k": torch.tensor([1, 2])})
    )
    assert refused(assert_equal, 1.0000001, 1.0) == "the value is not right"
    assert refused(assert_equal, torch.tensor([1, 3]), torch.tensor([1, 2])) == "1 of 2 values are not right"
    assert refused(assert_equal, [1, 2], [1, 2, 3]) == "the result has 2 entries, 3 were expected"
    assert refused(assert_equal, 1, True) == "the result is not of the right kind"


def test_sets_say_what_is_missing_before_what_is_too_much():
    """Names of parameters, mostly; a claimed name is cut off, whatever it is."""
    assert_equal({"a", "b"}, {"b", "a"})
    assert_equal(set(), frozenset())
    assert refused(assert_equal, {"a", "c"}, {"a", "b"}) == "b is missing"
    assert refused(assert_equal, {"a", "c" * 200}, {"a"}) == "c" * 80 + " is too much"
    assert refused(assert_equal, {10**9000}, set()) == "... is too much"
    assert refused(assert_equal, ["a"], {"a"}) == "the result is not of the right kind"


def seen(before: object, after: object) -> Observation:
    """A call with one argument."""
    return Observation("f()", "returned", args=(after,), sent=(before,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (T, T.clone()),
        (torch.tensor([1, 2]), torch.tensor([1, 2])),
        (torch.tensor([True]), torch.tensor([True])),
        (torch.tensor([1 + 2j]), torch.tensor([1 + 2j])),
        (torch.tensor([1.0, float("inf")]).half(), torch.tensor([1.0, float("inf")]).half()),
        (torch.empty(0, 2), torch.empty(0, 2)),
        ([T, {"a": (1, "x", None)}], [T.clone(), {"a": (1, "x", None)}]),
        (np.array([1.0, NAN]), np.array([1.0, NAN])),
        (NAN, NAN),
        (LEAF, LeafView(torch.ones(2), torch.zeros(2))),
        (Node("batches", {}), object()),
        (STRIDED, torch.tensor([[1.0, 2.0], [3.0, 4.0]])),
    ],
)
def test_an_argument_that_stays_is_unchanged(before, after):
    """Value for value, NaN too; what is described by a recipe is looked at by other means."""
    assert_unchanged(seen(before, after), 0)
    assert_unchanged(seen(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (T, MOVED),
        (T, torch.tensor([1.0, 0.0, -2.0])),
        (T, T.double()),
        (T, T.reshape(3, 1)),
        (T, None),
        (T, T.tolist()),
        (torch.tensor([1.0, float("inf")]), torch.tensor([1.0, 3.4028234663852886e38])),
        (torch.tensor([1, 2]), torch.tensor([1, 3])),
        ([T, T], [T]),
        ([T], [MOVED]),
        ([T], (T,)),
        ({"a": T}, {"b": T}),
        ({"a": T}, {"a": MOVED}),
        ({"a": 1.0}, {"a": 1.00000001}),
        (1, True),
        (np.array([1.0, 2.0]), np.array([1.0, 2.5])),
        (np.array([1.0]), np.array([[1.0]])),
        (LEAF, LeafView(torch.ones(2) * 2, None)),
        (LEAF, torch.ones(2)),
        (STRIDED, torch.tensor([[1.0, 3.0], [2.0, 4.0]])),
    ],
)
def test_an_argument_that_was_touched_is_named_by_its_place(before, after):
    """Any other value, dtype, shape, length or type is a change, however small."""
    assert refused(assert_unchanged, seen(before, after), 0) == "argument 1 was changed in place"


def test_only_the_arguments_that_are_named_are_looked_at():
    """All of them where none is named."""
    call = Observation("f()", "returned", args=(T, MOVED), sent=(T, T))
    assert_unchanged(call, 0)
    assert refused(assert_unchanged, call) == "argument 2 was changed in place"
