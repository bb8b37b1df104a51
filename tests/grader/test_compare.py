import re
from decimal import Decimal

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given

from grader.compare import Difference, alike, compare, show
from grader.observe import Facts, ModelView, Observation
from grader.words import Words

F32 = torch.float32
M = torch.tensor([[1.5, -2.25, 3.0], [4.0, 0.5, -6.0]], dtype=torch.float64)
SQUARE = torch.tensor([[1.5, -2.25, 3.0], [4.0, 0.5, -6.0], [7.5, 8.0, 9.25]], dtype=torch.float64)


def said(difference: Difference | None) -> tuple[str | None, ...]:
    """Everything of a difference that a learner reads in a hidden check."""
    assert difference is not None, "no difference was found"
    shown = [None if words is None else words.render() for words in (difference.got, difference.expected)]
    return (difference.message.render(), *shown)


def changed(value: torch.Tensor, place: tuple[int, ...], to: float) -> torch.Tensor:
    """A copy with one entry replaced."""
    copy = value.clone()
    copy[place] = to
    return copy


TENSORS = {
    "shape": (M.T.float() + 1, M, ("the shape is not right", "shape (3, 2)", "shape (2, 3)")),
    "column": (torch.zeros(3, 1), torch.zeros(3).double(), ("the shape is not right", "shape (3, 1)", "shape (3,)")),
    "scalar": (torch.tensor([9.0]), torch.tensor(9.0).double(), ("the shape is not right", "shape (1,)", "shape ()")),
    "transposed": (M.T.float(), M, ("the result is transposed", "shape (3, 2)", "shape (2, 3)")),
    "dtype": (M.clone(), M, ("the dtype is not right", "float64", "float32")),
    "half": (M.half(), M, ("the dtype is not right", "float16", "float32")),
    "int for float": (torch.ones(2, 3).long(), M, ("the dtype is not right", "int64", "float32")),
    "complex for float": (M.to(torch.complex64), M, ("the dtype is not right", "complex64", "float32")),
    "float for int": (torch.ones(3), torch.ones(3).long(), ("the dtype is not right", "float32", "int64")),
    "int32 for int64": (torch.ones(3).int(), torch.ones(3).long(), ("the dtype is not right", "int32", "int64")),
    "bool for int": (torch.ones(3).bool(), torch.ones(3).long(), ("the dtype is not right", "bool", "int64")),
    "nan": (changed(M, (0, 1), float("nan")).float(), M, ("1 of 6 values are NaN", None, None)),
    "all nan": (M.float() * float("nan"), M, ("6 of 6 values are NaN", None, None)),
    "nan before inf": (
        changed(changed(M, (0, 1), float("nan")), (1, 1), float("inf")).float(),
        M,
        ("1 of 6 values are NaN", None, None),
    ),
    "inf": (changed(M, (1, 1), float("-inf")).float(), M, ("1 of 6 values are infinite", None, None)),
    "zero": (M.float() * 0, M, ("every value is 0", None, None)),
    "minus zero": (M.float() * -0.0, M, ("every value is 0", None, None)),
    "sign": (-M.float(), M, ("the sign is flipped", None, None)),
    "7 times": (M.float() * 7, M, ("every value is 7 times too large", None, None)),
    "-7 times": (M.float() * -7, M, ("every value is -7 times too large", None, None)),
    "a seventh": (M.float() / 7, M, ("every value is 7 times too small", None, None)),
    "2.5 times": (M.float() * 2.5, M, ("every value is wrong by the same factor, about 2.5", None, None)),
    "a little": (M.float() * 1.0005, M, ("every value is wrong by the same factor, about 1", None, None)),
    "4321 times": (M.float() * 4321.5, M, ("every value is wrong by the same factor, about 4.32e+03", None, None)),
    "offset": (M.float() + 0.75, M, ("every value is off by the same amount", None, None)),
    "square transposed": (SQUARE.T.float(), SQUARE, ("the result is transposed", None, None)),
    "order": (SQUARE.flip(0).float(), SQUARE, ("the values are right but in another order", None, None)),
    "none right": (M.float() ** 2 + 2, M, ("no value is right", None, None)),
    "one value": (torch.tensor(3.5), torch.tensor(3.0).double(), ("the value is not right", None, None)),
    "one sign": (torch.tensor(-3.0), torch.tensor(3.0).double(), ("the value is not right", None, None)),
    "row": (changed(M, (1, 1), 99.0).float(), M, ("only row 1 is not right", None, None)),
    "some": (changed(changed(M, (0, 0), 99.0), (1, 1), 98.0).float(), M, ("2 of 6 values are not right", None, None)),
    "some of a vector": (
        torch.tensor([1.0, 2, 4]),
        torch.tensor([1.0, 2, 3]).double(),
        ("only the value at index 2 is not right", None, None),
    ),
    "ints": (torch.tensor([1, 2, 4]), torch.tensor([1, 2, 3]), ("only the value at index 2 is not right", None, None)),
    "bools": (torch.tensor([True, True]), torch.tensor([True, False]), ("1 of 2 values are not right", None, None)),
    "complex": (torch.tensor([1 + 2j]), torch.tensor([1 - 2j]), ("the values are not right", None, None)),
    "complex nan": (torch.tensor([complex("nan")]), torch.tensor([1 - 2j]), ("1 of 1 values are NaN", None, None)),
    "nan wanted": (
        torch.tensor([float("nan")]),
        torch.tensor([float("nan")]).double(),
        ("the values are not right", None, None),
    ),
    "inf of the other sign": (
        torch.tensor([float("-inf")]),
        torch.tensor([float("inf")]).double(),
        ("the values are not right", None, None),
    ),
    "finite for inf": (
        torch.tensor([3e38]),
        torch.tensor([float("inf")]).double(),
        ("the values are not right", None, None),
    ),
}


@pytest.mark.parametrize(("got", "want", "words"), TENSORS.values(), ids=TENSORS.keys())
def test_the_kind_of_a_tensors_difference_is_named(got, want, words):
    """Shape, then dtype, then finiteness, then the most telling kind: its words, and nothing of the numbers."""
    assert said(compare(got, want)) == words


NESTS = {
    "list for tuple": (
        [1.0],
        (1.0,),
        ("the result is not of the right kind", "a list of 1, the first a float", "a tuple of 1, the first a float"),
    ),
    "length": ([1.0], [1.0, 2.0], ("the result has 1 entries, 2 were expected", None, None)),
    "entry": ([1.0, 5.0], [1.0, 2.0], ("entry 1: the value is not right", None, None)),
    "deep": ([[1.0], [2.0, 7.0]], [[1.0], [2.0, 3.0]], ("entry 1: entry 1: the value is not right", None, None)),
    "tensor in a dict": (
        {"w": torch.zeros(2)},
        {"w": torch.zeros(3).double()},
        ("w: the shape is not right", "shape (2,)", "shape (3,)"),
    ),
    "missing key": ({"a": 1.0}, {"a": 1.0, "b": 2.0}, ("b is missing", None, None)),
    "key too much": ({"a": 1.0, "c": 3.0}, {"a": 1.0}, ("c is too much", None, None)),
    "huge key": ({10**9000: 1.0}, {}, ("... is too much", None, None)),
    "no dict": ([], {}, ("the result is not of the right kind", "an empty list", "a dict with 0 keys")),
    "float": (1.5, 2.5, ("the value is not right", None, None)),
    "float nan": (float("nan"), 2.5, ("1 of 1 values are NaN", None, None)),
    "float inf": (float("inf"), 2.5, ("1 of 1 values are infinite", None, None)),
    "bool for float": (True, 1.0, ("the result is not of the right kind", "a bool", "a float")),
    "tensor for float": (
        torch.tensor(1.0),
        1.0,
        ("the result is not of the right kind", "a float32 tensor of shape ()", "a float"),
    ),
    "float for tensor": (
        1.0,
        torch.tensor(1.0),
        ("the result is not of the right kind", "a float", "a float32 tensor of shape ()"),
    ),
    "int too large for a float": (10**400, 1.0, ("the result is not of the right kind", "an int", "a float")),
    "int": (3, 4, ("the value is not right", None, None)),
    "huge int": (10**9000, 4, ("the value is not right", None, None)),
    "bool for int": (True, 1, ("the result is not of the right kind", "a bool", "an int")),
    "int for bool": (1, True, ("the result is not of the right kind", "an int", "a bool")),
    "str": ("a", "b", ("the value is not right", None, None)),
    "None": (None, 1, ("the result is not of the right kind", "None", "an int")),
    "array": (np.ones(2), np.zeros(2), ("no value is right", None, None)),
    "array's dtype": (np.ones(2), np.ones(2, np.float32), ("the dtype is not right", "float64", "float32")),
    "tensor for array": (
        torch.ones(2),
        np.ones(2),
        ("the result is not of the right kind", "a float32 tensor of shape (2,)", "a numpy array of shape (2,)"),
    ),
}


@pytest.mark.parametrize(("got", "want", "words"), NESTS.values(), ids=NESTS.keys())
def test_the_kind_of_any_other_difference_is_named(got, want, words):
    """Floats, whole numbers, texts, arrays and nests are compared part by part, and the part is named."""
    assert said(compare(got, want)) == words


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (M.float(), M),
        (M.float() * (1 + 9e-5), M),
        (torch.tensor([9e-5]), torch.tensor([0.0]).double()),
        (torch.tensor([-0.0]), torch.tensor([0.0]).double()),
        (torch.tensor([float("inf"), 1.0]), torch.tensor([float("inf"), 1.0]).double()),
        (torch.empty(0, 3), torch.empty(0, 3).double()),
        (torch.tensor([1, 2]), torch.tensor([1, 2])),
        (torch.tensor([1 + 2j]), torch.tensor([1 + 2j])),
        (3, 3.0),
        (-0.0, 0.0),
        (float("inf"), float("inf")),
        ({"a": [1.0, (2, "x", None)]}, {"a": [1.0, (2, "x", None)]}),
        (np.arange(3), np.arange(3)),
    ],
)
def test_what_is_close_has_no_difference(got, want):
    """Within 1e-4, absolute and relative; -0.0 is 0.0, an infinity is itself, an int stands for a float."""
    assert compare(got, want) is None


def test_the_tolerance_ends_at_atol_plus_rtol():
    """What lies just outside of atol + rtol |want| is a difference, and exact means exact."""
    want = torch.tensor([2.0]).double()
    assert compare(torch.tensor([2.00031]), want) is not None
    assert compare(torch.tensor([2.00029]), want) is None
    assert compare(torch.tensor([2.0000005]), want, rtol=0.0, atol=0.0) is not None
    assert compare(2.0000001, 2.0, rtol=0.0, atol=0.0) is not None


def test_a_dtype_can_be_asked_for():
    """With dtype= the answer must have it, and is compared in the width of the wanted values."""
    assert compare(M.clone(), M, dtype=torch.float64) is None
    assert said(compare(M.float(), M, dtype=torch.float64)) == ("the dtype is not right", "float32", "float64")


def test_a_factor_without_bounds_is_no_factor():
    """Where the wanted numbers are almost 0, the quotient says nothing and breaks nothing."""
    want = torch.tensor([1e-200, 1e-200], dtype=torch.float64)
    assert said(compare(torch.tensor([3.0, 3.0]).double(), want, dtype=torch.float64)) == (
        "no value is right",
        None,
        None,
    )


def test_numbers_are_kept_apart_from_the_words():
    """What is shown in visible checks alone stands in its own two fields, both of them or none."""
    found = compare(torch.tensor([[4.0, 1.0]]), torch.tensor([[3.0, -6.0]]))
    assert found == Difference(Words("no value is right"), None, None, "[[4.0, 1.0]]", "[[3.0, -6.0]]")
    large = compare(torch.zeros(65), torch.zeros(3))
    assert large is not None
    assert (large.shown_got, large.shown_expected) == (None, None)


VALUES = st.floats(1000.5, 9999.5).map(lambda x: round(x, 3)) | st.floats(-9999.5, -1000.5).map(lambda x: round(x, 3))
WANTS = (
    st.integers(1, 4)
    .flatmap(lambda rows: st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=rows, max_size=rows))
    .map(lambda rows: torch.tensor(rows, dtype=torch.float64))
)
CHANGES = st.sampled_from(
    [
        lambda w: -w,
        lambda w: w * 7,
        lambda w: w / 11,
        lambda w: w * 1234.5678,
        lambda w: w + 2345.678,
        lambda w: w.flip(0),
        lambda w: w.T,
        lambda w: w**2,
        lambda w: w * 0,
        lambda w: w[:1],
        lambda w: w.long(),
        lambda w: torch.where(torch.arange(3) == 1, w + 4567.89, w),
        lambda w: w * float("nan"),
        lambda w: w.double(),
        lambda w: w * (1 + 7.65e-4),
        lambda w: w.flatten().tolist(),
        lambda w: w.sum().item(),
        str,
    ]
)
WRAPS = st.sampled_from([lambda x: x, lambda x: [x], lambda x: {"state": (x, x)}])


def numbers(value: object) -> set[str]:
    """The four digits that the numbers in a nest begin with, round ones left out: float32 says 32."""
    if isinstance(value, torch.Tensor):
        return numbers(value.flatten().tolist())
    if isinstance(value, dict):
        return numbers(list(value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(numbers, value))
    known = isinstance(value, int | float) and value == value
    return {digits(value)} if known and len(digits(value)) == 4 else set()


def digits(number: float | str) -> str:
    """The first four significant digits."""
    return "".join(map(str, Decimal(str(number)).as_tuple().digits)).strip("0")[:4]


@given(want=WANTS, change=CHANGES, wrap=WRAPS)
def test_no_hidden_number_is_ever_said(want, change, wrap):
    """Shapes, counts, places and factors of three digits are all the numbers that a difference's words hold."""
    got = change(want)
    if isinstance(got, torch.Tensor) and got.dtype == want.dtype and got is not want:
        got = got.float()
    found = compare(wrap(got), wrap(want))
    if found is None:
        return
    secret = numbers(wrap(want)) | numbers(wrap(got))
    for text in said(found):
        for number in re.findall(r"(?<![a-z])\d+(?:\.\d+)?(?:e[+-]?\d+)?", text or ""):
            assert len(digits(number)) <= 3, f"{text!r} says {number}"
            assert digits(number) not in secret


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (torch.tensor([[1.0, -2.5]]), "[[1.0, -2.5]]"),
        (torch.tensor([1.00000012]), "[1.0]"),
        (torch.tensor(3), "3"),
        (torch.tensor([True]), "[True]"),
        (torch.zeros(65), None),
        (1.23456789, "1.23457"),
        (float("nan"), "nan"),
        ([1.0, (2, None)], "[1, (2, None)]"),
        ({"a": torch.tensor([1.0])}, "{a: [1.0]}"),
        (list(range(17)), None),
        ([torch.zeros(65)], None),
        (10**9000, None),
        ({10**9000: 1.0}, "{...: 1}"),
        ("x" * 999, repr("x" * 999)[:200]),
        (object(), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_small_value_is_shown_in_full(value, text):
    """Up to 64 numbers and 16 entries; what is larger, or nothing to read, is not shown."""
    assert show(value) == text


def view(**parameters: torch.Tensor) -> ModelView:
    """A model that is nothing but parameters."""
    flags = dict.fromkeys(parameters, True)
    return ModelView(parameters, {}, dict.fromkeys(parameters), flags, {"": True}, {"": "Model"}, {})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (torch.tensor([1.0]), torch.tensor([1.00005])),
        (torch.tensor([float("nan")]), torch.tensor([float("nan")])),
        (torch.tensor([1]), torch.tensor([1])),
        (torch.tensor([1 + 1j]), torch.tensor([1.00005 + 1j])),
        (float("nan"), float("nan")),
        (2.0, 2.0001),
        (np.array([1.0, 2.0]), np.array([1.0, 2.00005])),
        (np.float32(1.0), np.float32(1.0)),
        ({"a": [1.0]}, {"a": [1.0]}),
        (view(w=torch.ones(2)), view(w=torch.ones(2) + 5e-5)),
        (Observation("f()", "raised", detail="ValueError"), Observation("f()", "raised", detail="ValueError")),
        (
            Observation("f()", "returned", 1.0, arg_storages=(frozenset({1}), frozenset({1, 2}))),
            Observation("f()", "returned", 1.0, arg_storages=(frozenset({5}), frozenset({3, 5}))),
        ),
    ],
)
def test_alike_claims_are_alike(left, right):
    """Claims that agree to 1e-4 are alike, NaN with NaN, arrays and views too."""
    assert alike(left, right)


def seen(value: object = 1.0, **options: object) -> Observation:
    """A call that returned."""
    return Observation("f()", "returned", value, **options)  # type: ignore[arg-type]


FACTS = Facts(requires_grad=True, is_leaf=False, device="cpu", storage=0, dtype=F32)
ONE_MEMORY, TWO_MEMORIES = (frozenset({1, 2}), frozenset({2})), (frozenset({1, 2}), frozenset({3}))
CUT = Facts(requires_grad=False, is_leaf=True, device="cpu", storage=0, dtype=F32)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (torch.tensor([1.0]), torch.tensor([1.001])),
        (torch.tensor([1.0]), torch.tensor([1.0]).double()),
        (torch.tensor([1.0]), torch.tensor([[1.0]])),
        (torch.tensor([1]), torch.tensor([2])),
        (torch.tensor([1.0]), 1.0),
        (1, 1.0),
        (1, True),
        (float("nan"), 1.0),
        (np.array([1.0, 2.0]), np.array([1.0, 2.1])),
        (np.array([1.0]), np.array([1.0, 2.0])),
        ([1.0], (1.0,)),
        ([1.0], [1.0, 1.0]),
        ({"a": 1.0}, {"b": 1.0}),
        (view(w=torch.ones(2)), view(v=torch.ones(2))),
        (seen(), Observation("f()", "raised", detail="ValueError")),
        (Observation("f()", "raised", detail="ValueError"), Observation("f()", "raised", detail="TypeError")),
        (seen(args=(1.0,)), seen(args=(2.0,))),
        (seen(grads=(torch.ones(1),)), seen(grads=(torch.zeros(1),))),
        (seen(grads=(torch.ones(1),)), seen(grads=(None,))),
        (seen(same=(0,)), seen(same=())),
        (seen(facts=FACTS), seen(facts=CUT)),
        (seen(facts=FACTS), seen()),
        (seen(args=(1.0,), recorded=(True,)), seen(args=(1.0,), recorded=(False,))),
        (seen(arg_storages=ONE_MEMORY), seen(arg_storages=TWO_MEMORIES)),
    ],
)
def test_unlike_claims_are_not(left, right):
    """Another number, kind, dtype, shape, key, outcome, argument, gradient, identity or graph makes a claim another."""
    assert not alike(left, right)
    assert not alike(right, left)
