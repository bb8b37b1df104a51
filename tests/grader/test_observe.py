import numpy as np
import pytest
import torch

from grader.observe import (
    BatchesView,
    DatasetView,
    Facts,
    LeafView,
    LoaderView,
    ModelView,
    Observation,
    OptimizerView,
    SchedulerView,
    Unsendable,
    kind_of,
)
from grader.words import words

ONE = torch.ones(2, 3)
MODEL = ModelView({"w": ONE}, {"b": ONE}, {"w": None}, {"w": True}, {"": True}, {"": "Net"}, {})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "None"),
        (ONE, "a float32 tensor of shape (2, 3)"),
        (torch.tensor(7), "a int64 tensor of shape ()"),
        (np.ones((2, 1)), "a numpy array of shape (2, 1)"),
        (np.float32(1.5), "a numpy float32"),
        ([], "an empty list"),
        ((), "an empty tuple"),
        ([ONE, 3], "a list of 2, the first a float32 tensor of shape (2, 3)"),
        (((1.5,),), "a tuple of 1, the first a tuple of 1, the first a float"),
        ({"a": 1}, "a dict with 1 keys"),
        (True, "a bool"),
        (12345, "an int"),
        (1.5, "a float"),
        ("secret", "a str"),
        (b"secret", "bytes"),
        (MODEL, "a model"),
        (OptimizerView([], {}), "an optimizer"),
        (BatchesView(3), "batches"),
        (SchedulerView(3, [0.5]), "a scheduler"),
        (DatasetView(3), "a data set"),
        (LoaderView(0), "a DataLoader"),
        (LeafView(ONE, None), "a LeafView"),
        (torch.float32, "a dtype"),
        (Unsendable(words("a {name}", name="generator"), "x"), "a generator"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_called_by_its_kind(value, said):
    """Type, shape and count, and never a number of it."""
    assert kind_of(value).render() == said


def test_a_models_state_is_its_parameters_and_its_buffers():
    """As load_state_dict takes them."""
    assert list(MODEL.state) == ["w", "b"]


def test_identity_and_shared_memory_are_asked_by_the_arguments_place():
    """Nothing is shared by what is no tensor."""
    facts = Facts(requires_grad=False, is_leaf=True, device="cpu", storage=5, dtype=torch.float32)
    seen = Observation("f()", "returned", ONE, facts=facts, same=(1,), arg_storages=(frozenset({4, 5}), frozenset()))
    assert [seen.same_storage(0), seen.same_storage(1)] == [True, False]
    assert [seen.is_same_object(0), seen.is_same_object(1)] == [False, True]
    assert not Observation("f()", "returned", 3.0, arg_storages=(frozenset({0}),)).same_storage(0)
