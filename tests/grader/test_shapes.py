from typing import Optional

import numpy as np
import pytest
import torch
from torch import Tensor

from grader import recipe
from grader.observe import BatchesView, DatasetView, LoaderView, ModelView, OptimizerView, Unsendable
from grader.results import Stop, Verdict
from grader.sandbox.inside.wire import Handle, MetaTensor
from grader.sandbox.shapes import Exact, called_text, fit
from grader.words import words

MODEL = ModelView({}, {}, {}, {}, {}, {}, {})
PAIR = tuple[Tensor, Tensor]
ONE = torch.ones(2)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (ONE, Tensor),
        (1.5, float),
        (1, int),
        (True, bool),
        ("a", str),
        (b"a", bytes),
        (None, None),
        (None, type(None)),
        ([], list),
        ([1.0], list[float]),
        ([], list[float]),
        ((ONE, ONE), PAIR),
        ((), tuple[int, ...]),
        ((1, 2, 3), tuple[int, ...]),
        ((1, "a"), tuple[int, str]),
        ({"a": [1.0]}, dict[str, list[float]]),
        ({}, dict[str, Tensor]),
        (None, int | None),
        (3, int | None),
        (3, Optional[int]),  # noqa: UP045  the older spelling is a type of its own
        ("x", int | str | None),
        (np.ones(2), np.ndarray),
        (torch.float32, torch.dtype),
        (torch.device("cpu"), torch.device),
        (MODEL, ModelView),
        (MODEL, object),
        (float("nan"), float),
    ],
)
def test_a_value_of_the_right_type_fits(value, wanted):
    """It comes through as it is."""
    got = fit(value, wanted)
    assert got is value or got == value or wanted is float


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3.0), (np.float32(0.5), 0.5), (np.float64(-2.0), -2.0), (-0.0, -0.0)]
)
def test_whole_numbers_and_numpy_floats_are_floats_where_one_is_asked_for(value, number):
    """They become floats of Python's, also inside of lists."""
    for got in (fit(value, float), fit([value], list[float])[0], fit(value, float | None)):
        assert (type(got), got) == (float, number)


TENSOR, FLOAT = "a float32 tensor of shape (2,)", "a float"


@pytest.mark.parametrize(
    ("value", "wanted", "got", "expected"),
    [
        (None, Tensor, "None", "a tensor"),
        (1.0, Tensor, FLOAT, "a tensor"),
        (np.ones((2, 1)), Tensor, "a numpy array of shape (2, 1)", "a tensor"),
        ([ONE], Tensor, f"a list of 1, the first {TENSOR}", "a tensor"),
        (MetaTensor((2,), torch.float32), Tensor, "a MetaTensor", "a tensor"),
        (Handle(0, "x"), Tensor, "a Handle", "a tensor"),
        (MODEL, Tensor, "a model", "a tensor"),
        (torch.tensor(1.0), float, "a float32 tensor of shape ()", FLOAT),
        (True, float, "a bool", FLOAT),
        ("1.0", float, "a str", FLOAT),
        (np.int64(1), float, "a numpy int64", FLOAT),
        (10**400, float, "an int", FLOAT),
        (True, int, "a bool", "an int"),
        (1.0, int, FLOAT, "an int"),
        (np.int64(1), int, "a numpy int64", "an int"),
        (1, bool, "an int", "a bool"),
        (b"a", str, "bytes", "a str"),
        (0, None, "an int", "None"),
        (False, None, "a bool", "None"),
        ((1.0,), list[float], f"a tuple of 1, the first {FLOAT}", "list[float]"),
        ([1.0, None], list[float], f"a list of 2, the first {FLOAT}", "list[float]"),
        ([True], list[float], "a list of 1, the first a bool", "list[float]"),
        ([ONE, ONE], PAIR, f"a list of 2, the first {TENSOR}", "tuple[Tensor, Tensor]"),
        ((ONE,), PAIR, f"a tuple of 1, the first {TENSOR}", "tuple[Tensor, Tensor]"),
        ((ONE, ONE, ONE), PAIR, f"a tuple of 3, the first {TENSOR}", "tuple[Tensor, Tensor]"),
        (torch.Size([2]), tuple[int, ...], "a tuple of 1, the first an int", "tuple[int, ...]"),
        ((1,), tuple[()], "a tuple of 1, the first an int", "tuple"),
        ({1: 1.0}, dict[str, float], "a dict with 1 keys", "dict[str, float]"),
        ({"a": None}, dict[str, float], "a dict with 1 keys", "dict[str, float]"),
        ([], dict[str, float], "an empty list", "dict[str, float]"),
        (1.0, int | None, FLOAT, "an int or None"),
        (True, int | str | None, "a bool", "an int or a str or None"),
        ([], np.ndarray, "an empty list", "a numpy array"),
        (ONE, ModelView, TENSOR, "a model"),
        (MODEL, OptimizerView, "a model", "an optimizer"),
        (BatchesView(1), ModelView, "batches", "a model"),
        (DatasetView(1), LoaderView, "a data set", "a DataLoader"),
        (LoaderView(1), DatasetView, "a DataLoader", "a data set"),
        ("cpu", torch.device, "a str", "a torch.device"),
        (Unsendable(words("a generator"), "a generator"), Tensor, "a generator", "a tensor"),
        (Unsendable(words("a set"), "a set"), None, "a set", "None"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_any_other_type_is_a_wrong_answer_that_says_both(value, wanted, got, expected):
    """No subclass, no bool for a number, no tensor for a float; the learner reads what came and what should have."""
    with pytest.raises(Stop) as caught:
        fit(value, wanted, "f(tensor(2,))")
    failure = caught.value.failure
    assert failure.verdict is Verdict.WRONG_ANSWER
    assert failure.message.render() == f"returned {got} where {expected} was asked for"
    assert (str(failure.got), str(failure.expected), failure.called) == (got, expected, "f(tensor(2,))")


def test_a_call_reads_as_the_learner_would_write_it():
    """Tensors by their shape, recipes by their kind, long lists cut off."""
    net = recipe.layer("Linear", 3, 2)
    args = (
        torch.zeros(2, 3),
        Exact(torch.zeros(1)),
        recipe.optimizer("SGD", net, lr=0.1),
        net,
        [1, 2, 3, 4, 5],
        (True, None),
        {"a": torch.zeros(2)},
        np.zeros(2),
        "text",
    )
    assert called_text("f", args, {"lr": 0.5}) == (
        "f(tensor(2, 3), tensor(1,), SGD, layer, [int, int, int, int, ...], (True, None), {a: tensor(2,)}, ..., "
        "'text', lr=float)"
    )


def test_a_worked_examples_call_shows_its_numbers():
    """Small tensors, lists and numbers in full; recipes and what is too large to read by their kind."""
    small, large = torch.tensor([[1.0, -2.5]]), torch.zeros(9, 9)
    net = recipe.layer("Linear", 3, 2)
    args = (small, Exact(torch.tensor([0.1], dtype=torch.float64)), large, net, [small, None], 3, "text", True)
    assert called_text("f", args, {"lr": 0.1}, in_full=True) == (
        "f([[1.0, -2.5]], [0.1], tensor(9, 9), layer, [[[1.0, -2.5]], None], 3, 'text', True, lr=0.1)"
    )
    assert called_text("f", (recipe.non_contiguous(large),), {}) == "f(tensor(9, 9))"
    many = (["a" * 100] * 5,)
    assert called_text("f", many, {}, in_full=True).startswith("f(['aaaa")
    assert len(called_text("f", many, {}, in_full=True)) < 300
