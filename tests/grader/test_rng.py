import pytest
import torch

from grader.rng import Rng

DRAWS = {
    "normal": lambda rng: rng.normal(40, 3),
    "uniform": lambda rng: rng.uniform(40, 3, low=-2.5, high=7.1),
    "integers": lambda rng: rng.integers(40, low=2, high=9),
    "labels": lambda rng: rng.labels(11, 7),
    "bernoulli": lambda rng: rng.bernoulli(60),
    "permutation": lambda rng: rng.permutation(30),
    "integer": lambda rng: rng.integer(0, 10**6),
    "number": lambda rng: rng.number(1.5, 3.5),
    "choice": lambda rng: rng.choice(range(10**6)),
}


def same(one: object, other: object) -> bool:
    """Equal, tensors too."""
    return torch.equal(one, other) if isinstance(one, torch.Tensor) else one == other


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS.keys())
def test_a_seed_repeats_what_is_drawn(draw):
    """The same seed gives the same values; another seed, or a second draw, gives others."""
    rng = Rng(5)
    first = draw(rng)
    assert same(draw(Rng(5)), first)
    assert not same(draw(Rng(6)), first)
    assert not same(draw(rng), first)


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS.keys())
def test_the_global_generator_is_left_alone(draw):
    """Neither read nor moved: a hidden suite and an oracle may use torch's own."""
    torch.manual_seed(1)
    before = torch.get_rng_state()
    one = draw(Rng(5))
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(2)
    assert same(draw(Rng(5)), one)


@pytest.mark.parametrize("name", ["normal", "uniform"])
def test_floats_are_float64_that_float32_holds_exactly(name):
    """What is sent to the student is the very number that the oracle computes with."""
    values = DRAWS[name](Rng(3))
    assert values.dtype == torch.float64
    assert torch.equal(values.float().double(), values)
    assert values.unique().numel() == values.numel()


def test_one_number_is_held_by_float32_exactly():
    """A Python float that loses nothing when the student makes a float32 of it."""
    values = [Rng(seed).number(1.5, 3.5) for seed in range(50)]
    assert all(type(value) is float and 1.5 <= value <= 3.5 for value in values)
    assert torch.tensor(values, dtype=torch.float32).double().tolist() == values


def test_shapes_and_ranges_are_what_was_asked_for():
    """No dimension is a scalar's shape; the upper end of whole numbers is never drawn."""
    rng = Rng(1)
    assert rng.normal().shape == rng.uniform().shape == ()
    low, high = rng.uniform(500, low=-2.0, high=-1.0).aminmax()
    assert -2 <= low < -1.9 < -1.1 < high <= -1
    drawn = rng.integers(500, low=2, high=5)
    assert drawn.dtype == torch.int64
    assert set(drawn.tolist()) == {2, 3, 4}
    assert {rng.integer(2, 4) for _ in range(50)} == {2, 3}
    assert all(type(rng.integer(2, 4)) is int for _ in range(3))
    assert sorted(rng.permutation(9).tolist()) == list(range(9))
    flips = rng.bernoulli(4000, p=0.25)
    assert flips.dtype == torch.bool
    assert 0.2 < flips.double().mean() < 0.3


def test_every_class_occurs_among_labels():
    """Where there are as many labels as classes or more; the order is random."""
    for seed in range(20):
        labels = Rng(seed).labels(7, 5)
        assert (labels.dtype, labels.shape) == (torch.int64, (7,))
        assert set(labels.tolist()) == {0, 1, 2, 3, 4}
    assert len({tuple(Rng(seed).labels(7, 5).tolist()) for seed in range(20)}) > 10
    assert Rng(0).labels(2, 5).shape == (2,)
