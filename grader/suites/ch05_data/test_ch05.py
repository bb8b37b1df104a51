"""Chapter 5: data."""

from collections.abc import Sequence
from typing import Any

import pytest
import torch
from torch import Tensor

from grader.suite import (
    DatasetView,
    Handle,
    LoaderView,
    Node,
    assert_close,
    assert_equal,
    assert_unchanged,
    recipe,
    require,
)

array_dataset = pytest.mark.exercise("ArrayDataset")
split_indices = pytest.mark.exercise("split_indices")
standardizer = pytest.mark.exercise("standardizer")
batches = pytest.mark.exercise("batches")
pad_collate = pytest.mark.exercise("pad_collate")
augment = pytest.mark.exercise("augment")
make_loader = pytest.mark.exercise("make_loader")

Sample = tuple[Tensor, Tensor]
Indices = list[Tensor]

# Where the order is random, every order is right. What is compared with the known mistakes is then what there is to
# say of it (`seen_as`): sizes, members, whether two of them are equal.


def sizes(parts: Sequence[Tensor]) -> list[int]:
    """How many entries each part has."""
    return [len(part) for part in parts]


def members(parts: Sequence[Tensor]) -> list[object]:
    """Everything that is in the parts, in order of size; and the kinds of the parts."""
    kinds = sorted({f"{part.dtype} {part.dim()}" for part in parts})
    return [*kinds, sorted(number for part in parts for number in part.flatten().tolist())]


def nothing(value: object) -> None:
    """Says nothing of the first of two values: the second is compared with it."""


def alike(left: Any, right: Any) -> bool:
    """The same tensors in the same nest."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return torch.equal(left, right)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(alike, left, right))
    return False


def require_indices(parts: Sequence[Tensor]) -> None:
    """Each part is a row of whole numbers."""
    require(
        all(part.dtype == torch.int64 and part.dim() == 1 for part in parts), "the parts are not 1-D tensors of int64"
    )


# ArrayDataset

SHAPES = pytest.mark.parametrize(
    ("shape", "classes"), [((9, 4), 3), ((5, 2, 3), 2), ((4, 6), None)], ids=["rows", "tables", "targets"]
)


def samples(rng, shape: Sequence[int], classes: int | None = 3) -> Sample:
    """Inputs, and labels or targets with two numbers each."""
    return rng.normal(*shape), rng.normal(shape[0], 2) if classes is None else rng.labels(shape[0], classes)


@array_dataset
@pytest.mark.visible
def test_array_dataset_example(student):
    """ArrayDataset([[1, 2], [3, 4], [5, 6]], [0, 1, 1]) has 3 samples, and number 1 is ([3, 4], 1)"""
    data = student.new("ArrayDataset", torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([0, 1, 1]))
    assert_equal(data.run("__len__", returns=int).value, 3)
    got = data.run("__getitem__", 1, returns=Sample).value
    assert_close(got, (torch.tensor([3.0, 4.0]), torch.tensor(1)))


@array_dataset
@SHAPES
def test_array_dataset_length(student, rng, shape, classes):
    """Its length is the number of samples, and the last of them is there"""
    x, y = samples(rng, shape, classes)
    data = student.new("ArrayDataset", x, y)
    assert_equal(data.run("__len__", returns=int).value, shape[0])
    assert_close(data.run("__getitem__", shape[0] - 1, returns=Sample).value, (x[-1], y[-1]))


@array_dataset
@SHAPES
def test_array_dataset_samples(student, rng, shape, classes):
    """Sample i is the tuple of x[i] and y[i], in their own shapes and dtypes"""
    x, y = samples(rng, shape, classes)
    data = student.new("ArrayDataset", x, y)
    for index in range(shape[0]):
        assert_close(data.run("__getitem__", index, returns=Sample).value, (x[index], y[index]))


@array_dataset
@SHAPES
def test_array_dataset_negative(student, rng, shape, classes):
    """Negative indices count from the end, down to -N"""
    x, y = samples(rng, shape, classes)
    data = student.new("ArrayDataset", x, y)
    for index in (-1, -2, -shape[0]):
        assert_close(data.run("__getitem__", index, returns=Sample).value, (x[index], y[index]))


@array_dataset
@pytest.mark.parametrize("beyond", [0, 5])
def test_array_dataset_too_large(student, rng, beyond):
    """The last sample is there, and an index of N or more raises IndexError"""
    x, y = samples(rng, (7, 3))
    data = student.new("ArrayDataset", x, y)
    assert_close(data.run("__getitem__", 6, returns=Sample).value, (x[6], y[6]))
    with student.raises(IndexError):
        data.run("__getitem__", 7 + beyond, returns=Sample)


@array_dataset
@pytest.mark.parametrize("beyond", [0, 5])
def test_array_dataset_too_small(student, rng, beyond):
    """The first sample is there, and an index below -N raises IndexError"""
    x, y = samples(rng, (7, 3))
    data = student.new("ArrayDataset", x, y)
    assert_close(data.run("__getitem__", 0, returns=Sample).value, (x[0], y[0]))
    with student.raises(IndexError):
        data.run("__getitem__", -8 - beyond, returns=Sample)


@array_dataset
@pytest.mark.parametrize("n", [6, 11])
def test_array_dataset_for_loop(student, rng, n):
    """A for loop over it gives every sample once, in order, and ends"""
    x, y = samples(rng, (n, 4))
    walk = student.build(recipe.function("walked", most=3 * n))
    got = walk(student.new("ArrayDataset", x, y), returns=list[Sample])
    assert_close(got, list(zip(x, y, strict=True)))


@array_dataset
@SHAPES
def test_array_dataset_copies(student, rng, shape, classes):
    """Samples are copies: who writes into one that was handed out does not change the data set"""
    x, y = samples(rng, shape, classes)
    data = student.new("ArrayDataset", x, y)
    overwrite = student.build(recipe.function("overwritten", value=77))
    for index in (1, -1):
        overwrite(data.keep("__getitem__", index), returns=None)
        assert_close(data.run("__getitem__", index, returns=Sample).value, (x[index], y[index]))


@array_dataset
@pytest.mark.parametrize("others", [4, 9])
def test_array_dataset_refuses_unequal_lengths(student, rng, others):
    """Equally many inputs and targets make a data set; unequally many raise ValueError"""
    x, y = samples(rng, (6, 3))
    data = student.new("ArrayDataset", x, y)
    assert_close(data.run("__getitem__", 2, returns=Sample).value, (x[2], y[2]))
    with student.raises(ValueError):
        student.new("ArrayDataset", x, rng.labels(others, 3))


@array_dataset
def test_array_dataset_two(student, rng):
    """Two data sets side by side keep their own samples"""
    pairs = [samples(rng, (6, 3)), samples(rng, (9, 2))]
    made = [student.new("ArrayDataset", *pair) for pair in pairs]
    for data, (x, y) in zip(made, pairs, strict=True):
        assert_equal(data.run("__len__", returns=int).value, len(x))
        assert_close(data.run("__getitem__", 4, returns=Sample).value, (x[4], y[4]))


@array_dataset
@pytest.mark.parametrize("batch_size", [4, 3])
def test_array_dataset_in_a_loader(student, rng, batch_size):
    """A DataLoader makes batches of it"""
    x, y = samples(rng, (10, 3))
    load = student.build(recipe.function("loaded", batch_size=batch_size))
    got = load(student.new("ArrayDataset", x, y), returns=list[list[Tensor]])
    assert_close(got, [list(part) for part in zip(x.split(batch_size), y.split(batch_size), strict=True)])


# split_indices

SPLITS = pytest.mark.parametrize(
    ("n", "fracs", "want"),
    [
        (11, [0.5, 0.3, 0.2], [6, 3, 2]),
        (23, [0.6, 0.25, 0.15], [14, 6, 3]),
        (50, [0.35, 0.35, 0.15, 0.15], [18, 18, 7, 7]),
        (19, [0.1, 0.2, 0.7], [2, 4, 13]),
        (16, [0.5, 0.125, 0.375], [8, 2, 6]),
        (3, [0.5, 0.25, 0.25], [2, 1, 0]),
        (10, [0.5, 0.0, 0.5], [5, 0, 5]),
        (9, [1.0], [9]),
    ],
    ids=str,
)
MANY, THREE = 60, [0.5, 0.3, 0.2]


@split_indices
@pytest.mark.visible
def test_split_indices_example(student):
    """11 samples with the shares 0.5, 0.3 and 0.2 make parts of 6, 3 and 2, with every index once"""
    parts = student.split_indices(11, [0.5, 0.3, 0.2], seed=0, returns=Indices)
    assert_equal(sizes(parts), [6, 3, 2])
    assert_equal(torch.cat(parts).sort().values, torch.arange(11))


@split_indices
@pytest.mark.parametrize("fracs", [[0.7, 0.2, 0.1], [0.1] * 10], ids=["three", "ten"])
def test_split_indices_rounding_errors(student, rng, fracs):
    """Shares that miss 1 by a rounding error, as 0.7 + 0.2 + 0.1 does, are accepted"""
    require(sum(fracs) != 1, "these shares add up to 1 exactly")
    parts = student.split_indices(20, fracs, rng.integer(0, 1000), returns=Indices, seen_as=sizes)
    assert_equal(sizes(parts), [round(20 * frac) for frac in fracs])


def refuses(student, rng, fracs: Sequence[float]) -> None:
    """Good shares give parts; these raise ValueError."""
    seed = rng.integer(0, 1000)
    parts = student.split_indices(23, [0.6, 0.25, 0.15], seed, returns=Indices, seen_as=sizes)
    assert_equal(sizes(parts), [14, 6, 3])
    with student.raises(ValueError):
        student.split_indices(20, list(fracs), seed, returns=Indices, seen_as=sizes)


@split_indices
@pytest.mark.parametrize("fracs", [[0.7, 0.4], [0.5, 0.501], [0.5, 0.5000015]], ids=str)
def test_split_indices_refuses_too_much(student, rng, fracs):
    """Good shares give parts; those that add up to more than 1 raise ValueError"""
    refuses(student, rng, fracs)


@split_indices
@pytest.mark.parametrize("fracs", [[0.5, 0.3], [0.5, 0.499]], ids=str)
def test_split_indices_refuses_too_little(student, rng, fracs):
    """Good shares give parts; those that add up to less than 1 raise ValueError"""
    refuses(student, rng, fracs)


@split_indices
@pytest.mark.parametrize("fracs", [[1.25, -0.25], [-0.5, 0.75, 0.75]], ids=str)
def test_split_indices_refuses_negative(student, rng, fracs):
    """Good shares give parts; a negative one raises ValueError, also where they add up to 1"""
    refuses(student, rng, fracs)


@split_indices
@SPLITS
def test_split_indices_sizes(student, rng, n, fracs, want):
    """The sizes are the shares rounded down, and what is left over goes one by one to the first parts"""
    parts = student.split_indices(n, fracs, rng.integer(0, 1000), returns=Indices, seen_as=sizes)
    assert_equal(sizes(parts), want)


@split_indices
@SPLITS
def test_split_indices_partition(student, rng, n, fracs, want):
    """Every index from 0 to n - 1 is in exactly one part, and the parts are 1-D tensors of int64"""
    parts = student.split_indices(n, fracs, rng.integer(0, 1000), returns=Indices, seen_as=members)
    require_indices(parts)
    assert_equal(torch.cat(parts).sort().values, torch.arange(n))


def blocks(parts: Sequence[Tensor]) -> list[bool]:
    """Whether each part holds neighbouring indices alone; and all indices from 0 on, none twice."""
    runs = [bool(part.max() - part.min() + 1 == len(part)) if len(part) else False for part in parts]
    every = torch.cat(list(parts)).sort().values
    return [*runs, torch.equal(every, torch.arange(len(every)))]


@split_indices
@pytest.mark.parametrize("fracs", [THREE, [0.2, 0.8]], ids=["three", "two"])
def test_split_indices_random(student, rng, fracs):
    """No part is a block of neighbouring indices: data sets are often sorted by class"""
    parts = student.split_indices(MANY, fracs, rng.integer(0, 1000), returns=Indices, seen_as=blocks)
    require(not any(blocks(parts)[:-1]), "a part is a block of neighbouring indices")
    assert_equal(torch.cat(parts).sort().values, torch.arange(MANY))


def sets(parts: Sequence[Tensor]) -> list[Tensor]:
    """The parts without their inner order."""
    return [part.sort().values for part in parts]


@split_indices
@pytest.mark.parametrize("seed", [0, 5, 1234])
def test_split_indices_repeats(student, seed):
    """The same seed gives the same parts again, and every index is in one of them"""
    first = student.split_indices(MANY, THREE, seed, returns=Indices, seen_as=nothing)
    again = student.split_indices(
        MANY, THREE, seed, returns=Indices, seen_as=lambda parts: [alike(sets(first), sets(parts)), *sizes(parts)]
    )
    require(alike(sets(first), sets(again)), "the same seed gives other parts the second time")
    assert_equal(torch.cat(again).sort().values, torch.arange(MANY))


@split_indices
@pytest.mark.parametrize("seed", [0, 8])
def test_split_indices_other_seeds(student, seed):
    """Another seed gives other parts, with every index in one of them"""
    first = student.split_indices(MANY, THREE, seed, returns=Indices, seen_as=nothing)
    for other in (seed + 1, seed + 70):
        parts = student.split_indices(
            MANY, THREE, other, returns=Indices, seen_as=lambda parts: [alike(sets(first), sets(parts)), *sizes(parts)]
        )
        require(not alike(sets(first), sets(parts)), "two seeds give the same parts")
        assert_equal(torch.cat(parts).sort().values, torch.arange(MANY))


@split_indices
@pytest.mark.parametrize(
    ("fracs", "want"),
    [([0.3333333] * 3, [7, 7, 6]), ([0.4444446, 0.4444446, 0.111111], [9, 9, 2])],
    ids=["below", "above"],
)
def test_split_indices_nearly_one(student, rng, fracs, want):
    """Shares that were rounded to seven places, and miss 1 by less than 1e-6, are accepted too"""
    parts = student.split_indices(20, fracs, rng.integer(0, 1000), returns=Indices, seen_as=sizes)
    assert_equal(sizes(parts), want)


# standardizer

FEATURES = pytest.mark.parametrize("shape", [(7, 3), (4, 5), (6, 2, 3)])


def spread(rng, shape: Sequence[int]) -> Tensor:
    """Samples whose features have means and standard deviations of their own, away from 0 and 1."""
    scale, shift = rng.uniform(*shape[1:], low=1.5, high=4.0), rng.uniform(*shape[1:], low=2.0, high=9.0)
    return (rng.normal(*shape) * scale + shift).float().double()


def statistics(x: Tensor) -> Sample:
    """Mean and biased standard deviation, in float64."""
    return x.mean(0), (x - x.mean(0)).square().mean(0).sqrt()


@standardizer
@pytest.mark.visible
def test_standardizer_example(student):
    """[[1, 5], [5, 5]] gives the mean [3, 5] and the std [2, 1]; with these, [[7, 6]] becomes [[2, 1]]"""
    mean, std = torch.tensor([3.0, 5.0]), torch.tensor([2.0, 1.0])
    assert_close(student.fit_standardizer(torch.tensor([[1.0, 5.0], [5.0, 5.0]]), returns=Sample), (mean, std))
    assert_close(student.apply_standardizer(torch.tensor([[7.0, 6.0]]), mean, std), torch.tensor([[2.0, 1.0]]))


@standardizer
@FEATURES
def test_standardizer_fit(student, rng, shape):
    """The mean and the biased standard deviation of each feature, over the samples"""
    x = spread(rng, shape)
    assert_close(student.fit_standardizer(x, returns=Sample), statistics(x))


@standardizer
@pytest.mark.parametrize("shape", [(9, 4), (5, 2, 3)])
def test_standardizer_far_from_zero(student, rng, shape):
    """The standard deviation is right also where the mean is hundreds of times as large, in float32"""
    x = (spread(rng, shape) + rng.uniform(*shape[1:], low=800.0, high=3000.0)).float().double()
    assert_close(student.fit_standardizer(x, returns=Sample), statistics(x))


@standardizer
@pytest.mark.parametrize("values", [(2.5, -3.0), (0.0, 7.0)])
def test_standardizer_constant_features(student, rng, values):
    """A feature that is the same in all samples gets the std 1, for later samples too; others keep their small ones"""
    x = spread(rng, (8, 4))
    x[:, 3] = (rng.normal(8) / 100).float().double()
    x[:, 0], x[:, 2] = values
    mean, std = statistics(x)
    std[[0, 2]] = 1
    later = x[:3] + 1
    fitted = student.fit_standardizer(x, returns=Sample)
    used = student.apply_standardizer(later, *fitted)
    assert_close(fitted, (mean, std))
    assert_close(used, (later - mean) / std, rtol=1e-3, atol=1e-3)


@standardizer
@FEATURES
def test_standardizer_apply(student, rng, shape):
    """The mean and std that are handed in are used, whatever the samples' own are, and whatever was fitted last"""
    x, mean, std = spread(rng, shape), rng.normal(*shape[1:]), rng.uniform(*shape[1:], low=0.3, high=3.0)
    other = spread(rng, (6, *shape[1:]))
    assert_close(student.fit_standardizer(other, returns=Sample), statistics(other))
    assert_close(student.apply_standardizer(x, mean, std), (x - mean) / std)


@standardizer
@pytest.mark.parametrize("shape", [(1, 4), (1, 2, 3)])
def test_standardizer_single_sample(student, rng, shape):
    """A single sample can be standardised: its own mean and std would tell nothing"""
    x, mean, std = spread(rng, shape), rng.normal(*shape[1:]), rng.uniform(*shape[1:], low=0.3, high=3.0)
    other = spread(rng, (6, *shape[1:]))
    assert_close(student.fit_standardizer(other, returns=Sample), statistics(other))
    assert_close(student.apply_standardizer(x, mean, std), (x - mean) / std)


@standardizer
@FEATURES
def test_standardizer_train_and_test(student, rng, shape):
    """Both sets are standardised with the statistics of the training set"""
    train, test = spread(rng, shape), spread(rng, (5, *shape[1:])) * 2
    mean, std = student.fit_standardizer(train, returns=Sample)
    ours = statistics(train)
    for x in (train, test):
        assert_close(student.apply_standardizer(x, mean, std), (x - ours[0]) / ours[1], atol=1e-3)


@standardizer
def test_standardizer_leaves_arguments(student, rng):
    """Results are right and new, and x, mean and std stay as they were"""
    x, mean, std = spread(rng, (6, 6)), rng.normal(6), rng.uniform(6, low=0.3, high=3.0)
    seen = student.run("fit_standardizer", x, returns=Sample)
    assert_close(seen.value, statistics(x))
    assert_unchanged(seen)
    seen = student.run("apply_standardizer", x, mean, std)
    assert_close(seen.value, (x - mean) / std)
    assert_unchanged(seen)


# batches

CUTS = pytest.mark.parametrize(("n", "size"), [(10, 4), (9, 3), (5, 8), (7, 1), (11, 7)])


def cut(n: int, size: int, *, drop_last: bool = False) -> list[Tensor]:
    """The batches in order."""
    starts = range(0, n - size + 1 if drop_last else n, size)
    return [torch.arange(start, min(start + size, n)) for start in starts]


def some_seeds(rng) -> dict[str, int]:
    """A seed and an epoch."""
    return {"seed": rng.integer(0, 1000), "epoch": rng.integer(0, 20)}


def shuffled(student, n: int, size: int, *, drop_last: bool = False, seed: int, epoch: int, seen_as) -> list[Tensor]:
    """The learner's batches of a shuffled epoch."""
    got: list[Tensor] = student.batches(
        n, size, shuffle=True, drop_last=drop_last, seed=seed, epoch=epoch, returns=Indices, seen_as=seen_as
    )
    return got


@batches
@pytest.mark.visible
def test_batches_example(student):
    """batches(7, 3, shuffle=False, drop_last=False, seed=0, epoch=0) is [[0, 1, 2], [3, 4, 5], [6]]"""
    got = student.batches(7, 3, shuffle=False, drop_last=False, seed=0, epoch=0, returns=Indices)
    assert_equal(got, cut(7, 3))


@batches
@CUTS
def test_batches_in_order(student, rng, n, size):
    """Without shuffling the batches are neighbouring indices, and a smaller last batch is kept"""
    got = student.batches(n, size, shuffle=False, drop_last=False, **some_seeds(rng), returns=Indices)
    assert_equal(got, cut(n, size))


@batches
@CUTS
def test_batches_drop_last(student, rng, n, size):
    """drop_last leaves out a last batch that is too small, and no other"""
    got = student.batches(n, size, shuffle=False, drop_last=True, **some_seeds(rng), returns=Indices)
    assert_equal(got, cut(n, size, drop_last=True))


@batches
@pytest.mark.parametrize("drop_last", [False, True], ids=["kept", "dropped"])
@CUTS
def test_batches_shuffled_sizes(student, rng, n, size, drop_last):
    """Shuffled batches have the same sizes as those in order"""
    got = shuffled(student, n, size, drop_last=drop_last, **some_seeds(rng), seen_as=sizes)
    assert_equal(sizes(got), sizes(cut(n, size, drop_last=drop_last)))


@batches
@CUTS
def test_batches_shuffled_members(student, rng, n, size):
    """A shuffled epoch has every index exactly once, in 1-D tensors of int64"""
    got = shuffled(student, n, size, **some_seeds(rng), seen_as=members)
    require_indices(got)
    assert_equal(torch.cat(got).sort().values, torch.arange(n))


@batches
def test_batches_drop_last_members(student, rng):
    """Where the last batch of a shuffled epoch is dropped, no index comes twice, and others are dropped each epoch"""
    dropped = []
    for epoch in range(4):
        got = shuffled(
            student, 50, 8, drop_last=True, seed=rng.integer(0, 1000), epoch=epoch,
            seen_as=lambda parts: [*sizes(parts), len(set(torch.cat(list(parts)).tolist()))],
        )  # fmt: skip
        require_indices(got)
        every = set(torch.cat(got).tolist())
        require(len(every) == 48 and every < set(range(50)), "an index comes twice, or is none of the n")
        dropped.append(frozenset(range(50)) - every)
    require(len(set(dropped)) > 1, "the same indices are dropped in every epoch")


def mixed(parts: Sequence[Tensor]) -> list[bool]:
    """Whether any batch is neighbouring indices, in any order; and whether the batches are those of the order."""
    return [any(blocks(parts)[:-1]), alike(sets(parts), cut(48, 6)), alike(list(parts), cut(48, 6))]


@batches
@pytest.mark.parametrize("epoch", [0, 3])
def test_batches_members_mixed(student, rng, epoch):
    """Shuffling mixes all samples, neither the batches as wholes nor each batch in itself; epoch 0 too"""
    got = shuffled(student, 48, 6, seed=rng.integer(0, 1000), epoch=epoch, seen_as=mixed)
    require(not any(mixed(got)), "a batch consists of neighbouring samples")
    assert_equal(sizes(got), [6] * 8)


def neighbours(parts: Sequence[Tensor]) -> set[tuple[int, ...]]:
    """All pairs of indices of which one comes right after the other, the last and the first among them."""
    order = torch.cat([part.flatten() for part in parts]).tolist()
    return set(zip(order, order[1:] + order[:1], strict=True))


def compared(first: Sequence[Tensor], then: Sequence[Tensor]) -> list[object]:
    """Whether two epochs are the same, whether their batches have the same members, in any order; the sizes.

    And whether most samples have the neighbour that they had: two random orders of 48 share about one such pair.
    """
    every = [sorted(map(tuple, (part.sort().values.tolist() for part in parts))) for parts in (first, then)]
    pairs = [neighbours(parts) for parts in (first, then)]
    moved = 2 * len(pairs[0] & pairs[1]) > len(pairs[0])
    return [alike(list(first), list(then)), every[0] == every[1], moved, *sizes(then)]


@batches
@pytest.mark.parametrize("seed", [0, 7, 1234])
def test_batches_epochs_differ(student, seed):
    """Each epoch has an order, and batches, of its own"""
    first = shuffled(student, 48, 6, seed=seed, epoch=0, seen_as=nothing)
    for epoch in (1, 2, 9):
        got = shuffled(student, 48, 6, seed=seed, epoch=epoch, seen_as=lambda parts: compared(first, parts))
        same, members_alike, moved, *_ = compared(first, got)
        require(not same and not members_alike, "two epochs have the same batches")
        require(not moved, "the order of one epoch is the other's, begun elsewhere")
        assert_equal(sizes(got), [6] * 8)


@batches
@pytest.mark.parametrize("epoch", [0, 1, 5])
def test_batches_repeat(student, rng, epoch):
    """The same seed and epoch give the same batches again"""
    seed = rng.integer(0, 1000)
    first = shuffled(student, 48, 6, seed=seed, epoch=epoch, seen_as=nothing)
    again = shuffled(student, 48, 6, seed=seed, epoch=epoch, seen_as=lambda parts: compared(first, parts))
    require(alike(first, again), "the same seed and epoch give other batches the second time")
    require(not mixed(again)[0], "a batch consists of neighbouring samples")


@batches
@pytest.mark.parametrize("epoch", [0, 4])
def test_batches_seeds_differ(student, epoch):
    """Another seed gives another order in the same epoch"""
    first = shuffled(student, 48, 6, seed=3, epoch=epoch, seen_as=nothing)
    for seed in (4, 71):
        got = shuffled(student, 48, 6, seed=seed, epoch=epoch, seen_as=lambda parts: compared(first, parts))
        require(not any(compared(first, got)[:2]), "two seeds give the same batches")
        assert_equal(sizes(got), [6] * 8)


# pad_collate

LENGTHS = pytest.mark.parametrize("lengths", [(2, 5, 3), (4, 1, 4, 2), (6, 2), (1, 7, 3, 3, 2)])


def ragged(rng, lengths: Sequence[int], *, whole: bool) -> list[Tensor]:
    """Sequences of these lengths, of whole numbers from 1 on or of others."""
    return [rng.integers(length, low=1, high=50) if whole else rng.normal(length) for length in lengths]


def padded(seqs: Sequence[Tensor], pad: float) -> Sample:
    """Rows filled up on the right, and where they are real."""
    longest = max(map(len, seqs))
    rows = [torch.cat([seq, seq.new_full((longest - len(seq),), pad)]) for seq in seqs]
    return torch.stack(rows), torch.tensor([[place < len(seq) for place in range(longest)] for seq in seqs])


@pad_collate
@pytest.mark.visible
def test_pad_collate_example(student):
    """[5, 0], [7] and [1, 2, 4] become [[5, 0, 0], [7, 0, 0], [1, 2, 4]], and the mask says which zeros are real"""
    got = student.pad_collate([torch.tensor([5, 0]), torch.tensor([7]), torch.tensor([1, 2, 4])], 0, returns=Sample)
    want = torch.tensor([[5, 0, 0], [7, 0, 0], [1, 2, 4]])
    assert_equal(got, (want, torch.tensor([[True, True, False], [True, False, False], [True, True, True]])))


@pad_collate
@LENGTHS
def test_pad_collate_whole_numbers(student, rng, lengths):
    """Whole numbers stand on the left of their rows, in their order and in int64, then the pad; the mask is bool"""
    seqs = ragged(rng, lengths, whole=True)
    assert_equal(student.pad_collate(seqs, -3, returns=Sample), padded(seqs, -3))


@pad_collate
@LENGTHS
def test_pad_collate_floats(student, rng, lengths):
    """Floats stay floats, and are padded with one"""
    seqs = ragged(rng, lengths, whole=False)
    assert_close(student.pad_collate(seqs, 0.5, returns=Sample), padded(seqs, 0.5))


@pad_collate
@pytest.mark.parametrize("pad", [-2, 0])
@LENGTHS
def test_pad_collate_floats_and_whole_pad(student, rng, lengths, pad):
    """Floats stay floats where the pad is a whole number"""
    seqs = ragged(rng, lengths, whole=False)
    assert_close(student.pad_collate(seqs, pad, returns=Sample), padded(seqs, pad))


@pad_collate
@pytest.mark.parametrize("pad", [0, 9])
def test_pad_collate_pad_is_a_value(student, rng, pad):
    """Where the pad occurs in a sequence, first, last or in between, the mask still calls it real"""
    seqs = ragged(rng, (4, 6, 3, 5), whole=True)
    seqs[0][-1] = seqs[1][2] = seqs[2][0] = pad
    seqs[3][:] = pad
    assert_equal(student.pad_collate(seqs, pad, returns=Sample), padded(seqs, pad))


@pad_collate
@pytest.mark.parametrize("lengths", [(3, 0, 2), (0, 4), (5,)], ids=["between", "first", "single"])
def test_pad_collate_empty_and_single(student, rng, lengths):
    """An empty sequence is a row of pads with a mask of False; a single sequence needs no pad"""
    seqs = ragged(rng, lengths, whole=True)
    assert_equal(student.pad_collate(seqs, 7, returns=Sample), padded(seqs, 7))


@pad_collate
@pytest.mark.parametrize("lengths", [(2, 3, 1), (40, 25)], ids=["short", "long"])
def test_pad_collate_longest_of_the_batch(student, rng, lengths):
    """The longest sequence of this batch decides the width, not one that came before"""
    for others in ((12, 5), lengths):
        seqs = ragged(rng, others, whole=True)
        assert_equal(student.pad_collate(seqs, -1, returns=Sample), padded(seqs, -1))


@pad_collate
def test_pad_collate_leaves_arguments(student, rng):
    """The batch is right, and the list and its tensors stay as they were"""
    seqs = ragged(rng, (3, 5, 2), whole=True)
    seen = student.run("pad_collate", seqs, 4, returns=Sample)
    assert_equal(seen.value, padded(seqs, 4))
    assert_unchanged(seen, 0)


# augment

PLAIN, MIRRORED = "as it was", "mirrored"


def kind(got: Tensor, images: Tensor, index: int) -> str:
    """What became of an image, in a word."""
    x = images[index]
    if got.shape != x.shape:
        return "another shape"
    known = {
        PLAIN: x, MIRRORED: x.flip(-1), "upside down": x.flip(-2), "turned": x.flip(-1, -2),
        "channels reversed": x.flip(0), "transposed": x.transpose(-1, -2),
    }  # fmt: skip
    for word, image in known.items():
        if alike(got, image):
            return word
    every = torch.cat([images, images.flip(-1)])
    if bool((every == got).flatten(1).all(1).any()):
        return "another image"
    return torn(got, x)


def torn(got: Tensor, x: Tensor) -> str:
    """What became of an image whose parts were treated differently."""
    same, mirrored = got == x, got == x.flip(-1)
    for word, dims in (("channels apart", (-1, -2)), ("rows apart", (-1,))):
        if bool((same.all(dims) | mirrored.all(dims)).all()):
            return word
    return "pixels moved" if alike(got.flatten().sort().values, x.flatten().sort().values) else "other values"


def kinds(got: Tensor, images: Tensor) -> list[str]:
    """What became of each image."""
    images = images.to(got.dtype)
    return [kind(image, images, index) for index, image in enumerate(got[: len(images)])]


def summary(images: Tensor):
    """Says what kinds there are among the images, their shape and dtype."""
    return lambda got: [sorted(set(kinds(got, images))), tuple(got.shape), str(got.dtype)]


def pictures(rng, n: int, shape: Sequence[int] = (3, 4, 5)) -> Tensor:
    """Images without any symmetry."""
    return rng.normal(n, *shape)


def require_mirrored(got: Tensor, images: Tensor) -> list[bool]:
    """Every image is itself or mirrored; which ones are mirrored."""
    require(got.shape == images.shape, "the shape is not that of x")
    found = kinds(got, images)
    require(set(found) <= {PLAIN, MIRRORED}, "an image is neither as it was nor mirrored left to right")
    return [word == MIRRORED for word in found]


@augment
@pytest.mark.visible
def test_augment_example(student):
    """with train=False, [[0, 1, 2], [3, 4, 5]] stays; with train=True it stays or becomes [[2, 1, 0], [5, 4, 3]]"""
    x = torch.arange(6.0).reshape(1, 1, 2, 3)
    assert_close(student.augment(x, train=False, seed=0), x)
    got = student.augment(x, train=True, seed=0)
    assert_close(got, x if alike(got, x) else x.flip(-1))


@augment
@pytest.mark.parametrize("shape", [(3, 4, 5), (1, 6, 6), (2, 7, 4)])
def test_augment_train(student, rng, shape):
    """When training, every image is itself or mirrored, in all channels; both kinds occur, in float32"""
    x = pictures(rng, 40, shape)
    got = student.augment(x, train=True, seed=rng.integer(0, 1000), seen_as=summary(x))
    require(len(set(require_mirrored(got, x.float()))) == 2, "all images of a batch are treated alike")
    require(got.dtype == torch.float32, "the dtype is not that of x")


@augment
@pytest.mark.parametrize("seed", [0, 3, 99])
def test_augment_eval(student, rng, seed):
    """When evaluating no image changes, with the seed with which some do when training"""
    x = pictures(rng, 40)
    assert_close(student.augment(x, train=False, seed=seed), x)
    got = student.augment(x, train=True, seed=seed, seen_as=summary(x))
    require(any(require_mirrored(got, x.float())), "no image is mirrored when training")


def about_half(images: Tensor):
    """Says whether far fewer, about, or far more than half of the images are mirrored."""

    def said(got: Tensor) -> object:
        count = kinds(got, images).count(MIRRORED)
        return [count // len(images), count > 330, count < 470, summary(images)(got)]

    return said


@augment
def test_augment_half(student, rng):
    """About half of the images are mirrored"""
    x = pictures(rng, 800, (1, 1, 3))
    got = student.augment(x, train=True, seed=rng.integer(0, 1000), seen_as=about_half(x.float()))
    count = sum(require_mirrored(got, x.float()))
    require(330 < count < 470, "far more or far fewer than half of the images are mirrored")


def as_many(images: Tensor, first: Tensor):
    """Says whether as many images are mirrored as before."""

    def said(got: Tensor) -> object:
        counts = [kinds(some, images).count(MIRRORED) for some in (first, got)]
        return [counts[0] == counts[1], summary(images)(got)]

    return said


@augment
def test_augment_decides_for_each(student, rng):
    """Chance decides for each image by itself, so it is not always the same number of them that is mirrored"""
    x, start = pictures(rng, 40, (1, 2, 3)).float(), rng.integer(0, 1000)
    first = student.augment(x, train=True, seed=start, seen_as=nothing)
    counts = [sum(require_mirrored(first, x))]
    for seed in range(start + 1, start + 12):
        got = student.augment(x, train=True, seed=seed, seen_as=as_many(x, first))
        counts.append(sum(require_mirrored(got, x)))
    require(len(set(counts)) > 1, "with every seed it is the same number of images that is mirrored")


def choices(images: Tensor, first: Tensor):
    """Says whether the same images are mirrored as before."""
    return lambda got: [kinds(got, images) == kinds(first, images), summary(images)(got)]


@augment
@pytest.mark.parametrize("seed", [0, 5, 1234])
def test_augment_repeats(student, rng, seed):
    """The same seed mirrors the same images again"""
    x = pictures(rng, 60).float()
    first = student.augment(x, train=True, seed=seed, seen_as=nothing)
    again = student.augment(x, train=True, seed=seed, seen_as=choices(x, first))
    require(require_mirrored(first, x) == require_mirrored(again, x), "the same seed mirrors other images")
    require(any(kinds(again, x)[index] == MIRRORED for index in range(60)), "no image is mirrored when training")


@augment
@pytest.mark.parametrize("seed", [0, 6])
def test_augment_other_seeds(student, rng, seed):
    """Another seed mirrors other images"""
    x = pictures(rng, 60).float()
    first = student.augment(x, train=True, seed=seed, seen_as=nothing)
    for other in (seed + 1, seed + 70):
        got = student.augment(x, train=True, seed=other, seen_as=choices(x, first))
        require(require_mirrored(first, x) != require_mirrored(got, x), "two seeds mirror the same images")


@augment
def test_augment_leaves_input(student, rng):
    """Images are mirrored in a new tensor, and x stays as it was"""
    x = pictures(rng, 40).float()
    seen = student.run("augment", x, train=True, seed=rng.integer(0, 1000), seen_as=summary(x))
    require(any(require_mirrored(seen.value, x)), "no image is mirrored when training")
    assert_unchanged(seen, 0)
    require(not seen.same_storage(0), "the result shares memory with x")


# make_loader

Batches = list[list[Tensor] | tuple[Tensor, Tensor]]
LOADED = pytest.mark.parametrize(("n", "size"), [(11, 4), (10, 5), (3, 8), (7, 2)])


def data(rng, n: int) -> Sample:
    """Inputs, and labels that number the samples from 100 on."""
    return rng.normal(n, 3), torch.arange(100, 100 + n)


def dataset(x: Tensor, y: Tensor) -> Node:
    """The samples as a data set."""
    return recipe.dataset(list(zip(x, y, strict=True)))


def epochs(student, loader: Handle, count: int, *, seen_as=None) -> list[Batches]:
    """The batches of several walks, one after the other."""
    walk = student.build(recipe.function("walked", most=60))
    return [[tuple(batch) for batch in walk(loader, returns=Batches, seen_as=seen_as)] for _ in range(count)]


def labels(walk: Batches) -> list[int]:
    """The labels of an epoch in order."""
    return [number for batch in walk for number in batch[1].flatten().tolist()]


def lengths_of(walk: Batches) -> list[tuple[int, ...]]:
    """How many inputs and labels each batch has."""
    return [tuple(map(len, batch)) for batch in walk]


def in_order_of_labels(walk: Batches) -> Sample:
    """All samples of an epoch, sorted by their labels."""
    x, y = (torch.cat([batch[part] for batch in walk]) for part in (0, 1))
    order = y.argsort(stable=True)
    return x[order], y[order]


def whole_batches(x: Tensor, y: Tensor, size: int) -> list[Sample]:
    """The batches of an epoch in the data set's order."""
    return list(zip(x.split(size), y.split(size), strict=True))


@make_loader
@pytest.mark.visible
def test_make_loader_example(student):
    """the samples ([1], 0) and ([2], 1) in order, with batch size 2, are the one batch [[1], [2]], [0, 1]"""
    x, y = torch.tensor([[1.0], [2.0]]), torch.tensor([0, 1])
    loader = student.keep("make_loader", dataset(x, y), 2, shuffle=False, seed=0)
    assert_close(epochs(student, loader, 1), [[(x, y)]])


@make_loader
@LOADED
def test_make_loader_in_order(student, rng, n, size):
    """Without shuffling every epoch has the data set's order, and the smaller last batch is kept"""
    x, y = data(rng, n)
    loader = student.keep("make_loader", dataset(x, y), size, shuffle=False, seed=rng.integer(0, 1000))
    assert_close(epochs(student, loader, 2), [whole_batches(x, y, size)] * 2)


@make_loader
@LOADED
def test_make_loader_shuffled_sizes(student, rng, n, size):
    """Shuffled epochs have batches of batch_size too, and keep the smaller last one, one epoch after the other"""
    x, y = data(rng, n)
    loader = student.keep("make_loader", dataset(x, y), size, shuffle=True, seed=rng.integer(0, 1000))
    for walk in epochs(student, loader, 3, seen_as=lengths_of):
        assert_equal(lengths_of(walk), lengths_of(whole_batches(x, y, size)))


@make_loader
@LOADED
def test_make_loader_every_sample(student, rng, n, size):
    """A shuffled epoch has every sample exactly once, with its own label"""
    x, y = data(rng, n)
    loader = student.keep("make_loader", dataset(x, y), size, shuffle=True, seed=rng.integer(0, 1000))
    for walk in epochs(student, loader, 2, seen_as=in_order_of_labels):
        assert_close(in_order_of_labels(walk), (x, y))


def order_facts(first: Batches | None):
    """Says whether an epoch is sorted, and whether it is as the first one."""
    return lambda walk: [labels(walk) == sorted(labels(walk)), first is not None and labels(walk) == labels(first)]


@make_loader
@pytest.mark.parametrize("seed", [0, 8, 1234])
def test_make_loader_epochs_differ(student, rng, seed):
    """With shuffling no epoch has the data set's order, and each one has another"""
    x, y = data(rng, 40)
    loader = student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=seed)
    (first,) = epochs(student, loader, 1, seen_as=order_facts(None))
    others = epochs(student, loader, 2, seen_as=order_facts(first))
    orders = [labels(walk) for walk in (first, *others)]
    require(sorted(orders[0]) not in orders, "an epoch is not shuffled")
    require(orders[0] not in orders[1:] and orders[1] != orders[2], "two epochs have the same order")
    assert_equal([sorted(order) for order in orders], [y.tolist()] * 3)


@make_loader
@pytest.mark.parametrize("seed", [0, 5, 1234])
def test_make_loader_repeats(student, rng, seed):
    """A loader that is made later with the same seed gives the same orders, epoch by epoch"""
    x, y = data(rng, 40)
    loader = student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=seed)
    ours = epochs(student, loader, 2, seen_as=nothing)
    loader = student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=seed)
    for first in ours:
        (again,) = epochs(student, loader, 1, seen_as=order_facts(first))
        require(labels(again) == labels(first), "two loaders with the same seed give different orders")
        require(labels(again) != y.tolist(), "an epoch is not shuffled")


@make_loader
@pytest.mark.parametrize("seed", [0, 5])
def test_make_loader_side_by_side(student, rng, seed):
    """Two loaders with the same seed give the same orders when they are walked by turns, too"""
    x, y = data(rng, 40)
    left, right = (student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=seed) for _ in range(2))
    for one, other in ((left, right), (right, left)):
        (first,) = epochs(student, one, 1, seen_as=nothing)
        (again,) = epochs(student, other, 1, seen_as=order_facts(first))
        require(labels(again) == labels(first), "two loaders with the same seed give different orders")
        require(labels(again) != y.tolist(), "an epoch is not shuffled")


@make_loader
@pytest.mark.parametrize("seed", [0, 7])
def test_make_loader_seeds_differ(student, rng, seed):
    """Another seed gives other orders"""
    x, y = data(rng, 40)
    loader = student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=seed)
    first = epochs(student, loader, 2, seen_as=nothing)
    for other in (seed + 1, seed + 70):
        loader = student.keep("make_loader", dataset(x, y), 6, shuffle=True, seed=other)
        for mine in first:
            (walk,) = epochs(student, loader, 1, seen_as=order_facts(mine))
            require(labels(walk) != labels(mine), "two seeds give the same order")
            assert_equal(sorted(labels(walk)), y.tolist())


@make_loader
@pytest.mark.parametrize("shuffle", [False, True], ids=["in order", "shuffled"])
def test_make_loader_is_one(student, rng, shuffle):
    """What comes back is a DataLoader without worker processes, and it gives the samples"""
    x, y = data(rng, 10)
    loader = student.keep("make_loader", dataset(x, y), 4, shuffle=shuffle, seed=rng.integer(0, 1000))
    require(loader.view(returns=LoaderView).workers == 0, "the loader would start worker processes")
    (walk,) = epochs(student, loader, 1, seen_as=in_order_of_labels)
    assert_close(in_order_of_labels(walk), (x, y))


@make_loader
@pytest.mark.parametrize("shuffle", [False, True], ids=["in order", "shuffled"])
def test_make_loader_reads_when_due(student, rng, shuffle):
    """Samples are read when the loader is walked, once an epoch, and not before"""
    x, y = data(rng, 10)
    held = student.build(dataset(x, y))
    loader = student.keep("make_loader", held, 4, shuffle=shuffle, seed=rng.integer(0, 1000))
    require(held.view(returns=DatasetView).reads == 0, "samples are read before the loader is walked")
    for count in (1, 2):
        (walk,) = epochs(student, loader, 1, seen_as=in_order_of_labels)
        assert_close(in_order_of_labels(walk), (x, y))
        require(held.view(returns=DatasetView).reads == 10 * count, "samples are not read once an epoch")
