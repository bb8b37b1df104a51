"""Chapter 1: tensors."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import assert_close, assert_equal, assert_unchanged, recipe, require

make_tensor = pytest.mark.exercise("make_tensor")
reshape_batch = pytest.mark.exercise("reshape_batch")
take_columns = pytest.mark.exercise("take_columns")
matmul_shapes = pytest.mark.exercise("matmul_shapes")
batch_stack = pytest.mark.exercise("batch_stack")
add_bias = pytest.mark.exercise("add_bias")
gather_targets = pytest.mark.exercise("gather_targets")
standardize = pytest.mark.exercise("standardize")
masked_mean = pytest.mark.exercise("masked_mean")
pairwise_sq_dist = pytest.mark.exercise("pairwise_sq_dist")

SHAPE = tuple[int, ...] | torch.Size

# (N, D). Rows and columns that are mixed up fit the second and give other numbers there.
MATRICES = pytest.mark.parametrize("sizes", [(5, 3), (4, 4), (2, 7)])


def lengths(rng, count: int) -> list[int]:
    """Different lengths, none of them 1."""
    return [2 + int(length) for length in rng.permutation(9)[:count]]


def product_shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """What torch makes of such a product."""
    return tuple((torch.zeros(a) @ torch.zeros(b)).shape)


def require_shape(student, a: tuple[int, ...], b: tuple[int, ...]) -> None:
    """The shape of the product is torch's."""
    got = student.matmul_shapes(a, b, returns=SHAPE)
    assert_equal(tuple(got), product_shape(a, b))


def require_no_product(student, *pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    """Each pair is refused."""
    for a, b in pairs:
        with student.raises(ValueError):
            student.matmul_shapes(a, b, returns=SHAPE)


def columns_of(x: Tensor, columns: list[int]) -> Tensor:
    """Column j of the result is column columns[j] of x."""
    return torch.stack([x[:, column] for column in columns], dim=1)


def standardized(x: Tensor, dim: int, eps: float) -> Tensor:
    """(x - mean) / sqrt(variance + eps) along dim, with the biased variance."""
    variance, mean = torch.var_mean(x, dim=dim, correction=0, keepdim=True)
    return (x - mean) / (variance + eps).sqrt()


def mean_where(x: Tensor, mask: Tensor) -> Tensor:
    """The mean of each row over the entries that count; 0 where none does."""
    rows = [row[keep] for row, keep in zip(x, mask, strict=True)]
    return torch.stack([row.mean() if len(row) else row.new_zeros(()) for row in rows])


def ragged_mask(rng, n: int, d: int) -> Tensor:
    """Rows with different numbers of True, from 1 up, in random places; n < d, so that no row is all True."""
    return torch.stack([rng.permutation(d) < 1 + index for index in range(n)])


def squared_distances(a: Tensor, b: Tensor) -> Tensor:
    """Squared distances of all pairs, in float64."""
    return torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist") ** 2


# make_tensor


@make_tensor
@pytest.mark.visible
def test_make_tensor_example(student):
    """make_tensor([[1, 2, 3], [4, 5.5, 6]]) is a float32 tensor of shape (2, 3) with these numbers"""
    got = student.make_tensor([[1, 2, 3], [4, 5.5, 6]])
    assert_close(got, torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.5, 6.0]]))


@make_tensor
@MATRICES
def test_make_tensor_values(student, rng, sizes):
    """Row i of the tensor holds the numbers of row i of the list, as float32"""
    want = 10 * rng.normal(*sizes)
    assert_close(student.make_tensor(want.tolist()), want)


@make_tensor
@MATRICES
def test_make_tensor_whole_numbers(student, rng, sizes):
    """A list of whole numbers gives float32, too"""
    whole = rng.integers(*sizes, low=-50, high=50)
    assert_close(student.make_tensor(whole.tolist()), whole.double())


@make_tensor
@pytest.mark.parametrize("sizes", [(1, 4), (5, 1), (1, 1)])
def test_make_tensor_one_row_or_column(student, rng, sizes):
    """A list with one row, or with one number a row, still gives two dimensions"""
    want = rng.normal(*sizes)
    assert_close(student.make_tensor(want.tolist()), want)


# reshape_batch


@reshape_batch
@pytest.mark.visible
def test_reshape_batch_example(student):
    """Two samples of shape (3, 2), with the numbers 1 to 6 and 7 to 12, become the rows [1, ..., 6] and [7, ..., 12]"""
    x = torch.arange(1, 13).reshape(2, 3, 2)
    assert_equal(student.reshape_batch(x), torch.arange(1, 13).reshape(2, 6))


@reshape_batch
@pytest.mark.parametrize("shape", [(5, 2, 3), (4, 3), (3, 2, 5, 2)])
def test_reshape_batch_values(student, rng, shape):
    """Row i holds all numbers of sample i in their order, however many dimensions a sample has"""
    x = rng.normal(*shape)
    assert_close(student.reshape_batch(x), x.flatten(1))


@reshape_batch
@pytest.mark.parametrize("shape", [(1, 3, 4), (5, 1, 4, 3), (6, 1, 1)])
def test_reshape_batch_lengths_of_one(student, rng, shape):
    """A batch of one sample keeps its first dimension, and dimensions of length 1 are merged like the others"""
    x = rng.normal(*shape)
    assert_close(student.reshape_batch(x), x.flatten(1))


@reshape_batch
@pytest.mark.parametrize("shape", [(4, 2, 3), (3, 5, 2, 2)])
def test_reshape_batch_out_of_order(student, rng, shape):
    """A batch that does not lie in memory row by row, as after a transpose, gives the same"""
    x = rng.normal(*shape)
    assert_close(student.reshape_batch(recipe.non_contiguous(x)), x.flatten(1))


@reshape_batch
def test_reshape_batch_dtype(student, rng):
    """Whole numbers stay whole numbers: the dtype of x is kept"""
    x = rng.integers(3, 4, 2, high=100)
    assert_equal(student.reshape_batch(x), x.flatten(1))


@reshape_batch
def test_reshape_batch_leaves_argument(student, rng):
    """The rows are right, and x stays as it was, its shape too"""
    x = rng.normal(4, 3, 5)
    seen = student.run("reshape_batch", x)
    assert_close(seen.value, x.flatten(1))
    assert_unchanged(seen, 0)


# take_columns


@take_columns
@pytest.mark.visible
def test_take_columns_example(student):
    """Columns [2, 0] of [[10, 11, 12], [20, 21, 22]] are [[12, 10], [22, 20]]"""
    x = torch.tensor([[10, 11, 12], [20, 21, 22]])
    assert_equal(student.take_columns(x, [2, 0]), torch.tensor([[12, 10], [22, 20]]))


@take_columns
@pytest.mark.parametrize("sizes", [(3, 7), (6, 6)])
def test_take_columns_order(student, rng, sizes):
    """The columns come in the order in which they are asked for"""
    x = rng.normal(*sizes)
    first, second, third = sorted(rng.permutation(sizes[1])[:3].tolist())
    columns = [second, third, first]
    assert_close(student.take_columns(x, columns), columns_of(x, columns))


@take_columns
@pytest.mark.parametrize("sizes", [(4, 6), (5, 5)])
def test_take_columns_repeated(student, rng, sizes):
    """A column that is asked for twice comes twice"""
    x = rng.normal(*sizes)
    one, other = rng.permutation(sizes[1])[:2].tolist()
    columns = [one, other, one]
    assert_close(student.take_columns(x, columns), columns_of(x, columns))


@take_columns
def test_take_columns_single(student, rng):
    """One column still gives a matrix, of shape (N, 1), from the first column to the last"""
    x = rng.normal(5, 3)
    for column in range(3):
        assert_close(student.take_columns(x, [column]), x[:, column : column + 1])


@take_columns
def test_take_columns_dtype(student, rng):
    """Whole numbers stay whole numbers, also where x does not lie in memory row by row"""
    x = rng.integers(4, 6, high=100)
    assert_equal(student.take_columns(recipe.non_contiguous(x), [5, 1]), columns_of(x, [5, 1]))


@take_columns
def test_take_columns_leaves_arguments(student, rng):
    """The columns are right, and x and the list stay as they were"""
    x, columns = rng.normal(5, 8), rng.permutation(8)[:5].tolist()
    columns.append(min(columns))
    seen = student.run("take_columns", x, columns)
    assert_close(seen.value, columns_of(x, columns))
    assert_unchanged(seen, 0, 1)


# matmul_shapes


@matmul_shapes
@pytest.mark.visible
def test_matmul_shapes_example(student):
    """matmul_shapes((2, 3), (3, 4)) is (2, 4)"""
    assert_equal(tuple(student.matmul_shapes((2, 3), (3, 4), returns=SHAPE)), (2, 4))


@matmul_shapes
def test_matmul_shapes_matrices(student, rng):
    """(m, n) @ (n, p) is (m, p), also where a length is 1"""
    m, n, p = lengths(rng, 3)
    for a, b in [((m, n), (n, p)), ((1, n), (n, p)), ((m, n), (n, 1)), ((m, 1), (1, p)), ((n, n), (n, n))]:
        require_shape(student, a, b)


@matmul_shapes
def test_matmul_shapes_inner_lengths(student, rng):
    """(m, n) @ (n, p) is (m, p), and inner lengths that differ raise ValueError, 1 against n too"""
    m, n, p, q = lengths(rng, 4)
    require_shape(student, (m, n), (n, p))
    refused = [((m, n), (p, n)), ((m, n), (q, p)), ((m, 1), (n, p)), ((m, n), (1, p)), ((m, n), (m, n))]
    require_no_product(student, *refused)


@matmul_shapes
def test_matmul_shapes_vectors(student, rng):
    """A vector on either side leaves no dimension in the result; two vectors give ()"""
    m, n, p = lengths(rng, 3)
    for a, b in [((n,), (n, p)), ((m, n), (n,)), ((n,), (n,)), ((1,), (1, p)), ((m, 1), (1,)), ((n,), (n, 1))]:
        require_shape(student, a, b)


@matmul_shapes
def test_matmul_shapes_vectors_refused(student, rng):
    """A vector has the inner length of its partner, or ValueError is raised"""
    m, n, p = lengths(rng, 3)
    require_shape(student, (n,), (n, p))
    require_no_product(student, ((n,), (p, n)), ((m, n), (m,)), ((n,), (p,)), ((n,), (1,)), ((1,), (n, p)))


@matmul_shapes
def test_matmul_shapes_batches(student, rng):
    """Equal dimensions before the last two stay in the result"""
    m, n, p, r, s = lengths(rng, 5)
    require_shape(student, (r, m, n), (r, n, p))
    require_shape(student, (r, s, m, n), (r, s, n, p))


@matmul_shapes
def test_matmul_shapes_broadcast(student, rng):
    """Dimensions before the last two are lined up from the right; a missing one or a 1 takes the other's length"""
    m, n, p, r, s = lengths(rng, 5)
    fitting = [
        ((r,), ()),
        ((), (r,)),
        ((1,), (r,)),
        ((r, 1), (1, s)),
        ((r, 1), (s,)),
        ((r, s), (s,)),
        ((r, 1, s), (2, 1)),
    ]
    for left, right in fitting:
        require_shape(student, (*left, m, n), (*right, n, p))


@matmul_shapes
def test_matmul_shapes_vectors_and_batches(student, rng):
    """A vector meets every matrix of the other side's batch"""
    m, n, p, r, s = lengths(rng, 5)
    for a, b in [((n,), (r, n, p)), ((r, m, n), (n,)), ((n,), (r, s, n, p)), ((r, s, m, n), (n,))]:
        require_shape(student, a, b)


@matmul_shapes
def test_matmul_shapes_batches_refused(student, rng):
    """Dimensions before the last two that cannot be broadcast raise ValueError"""
    m, n, p, r, s = lengths(rng, 5)
    require_shape(student, (r, m, n), (r, n, p))
    for left, right in [((r,), (s,)), ((r, s), (r,)), ((r, s), (s, r)), ((r, r), (s, r)), ((1, r), (r, s))]:
        require_no_product(student, ((*left, m, n), (*right, n, p)))


@matmul_shapes
def test_matmul_shapes_no_dimension(student, rng):
    """A vector times a matrix has a shape, but () on either side raises ValueError"""
    m, n, p = lengths(rng, 3)
    require_shape(student, (n,), (n, p))
    require_no_product(student, ((), (n, p)), ((m, n), ()), ((), ()), ((n,), ()), ((), (n,)))


@matmul_shapes
def test_matmul_shapes_huge(student, rng):
    """Shapes of which no tensor would fit into memory are worked out all the same"""
    r, s = lengths(rng, 2)
    got = student.matmul_shapes((r, 10**6, 10**7), (10**7, 10**5 + s), returns=SHAPE)
    assert_equal(tuple(got), (r, 10**6, 10**5 + s))


# batch_stack


@batch_stack
@pytest.mark.visible
def test_batch_stack_example(student):
    """batch_stack([[1, 2, 3], [4., 5., 6.]]), two tensors, is [[1., 2., 3.], [4., 5., 6.]]"""
    got = student.batch_stack([torch.tensor([1, 2, 3]), torch.tensor([4.0, 5.0, 6.0])])
    assert_close(got, torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))


@batch_stack
@pytest.mark.parametrize("sizes", [(5, 3), (4, 4)])
def test_batch_stack_rows(student, rng, sizes):
    """Vectors become the rows, one sample after another"""
    x = rng.normal(*sizes)
    assert_close(student.batch_stack(list(x)), x)


@batch_stack
@pytest.mark.parametrize("shape", [(4, 2, 3), (3, 3, 3), (2, 3, 2, 5)])
def test_batch_stack_images(student, rng, shape):
    """Samples of several dimensions get a new first dimension"""
    x = rng.normal(*shape)
    assert_close(student.batch_stack(list(x)), x)


@batch_stack
@pytest.mark.parametrize("shape", [(1, 4), (6,), (1, 1, 3), (1,)])
def test_batch_stack_single_samples_and_numbers(student, rng, shape):
    """One sample makes a batch of one, and samples without dimensions make a vector"""
    x = rng.normal(*shape)
    assert_close(student.batch_stack(list(x)), x)


@batch_stack
@pytest.mark.parametrize("dtypes", ["uint8", "int64", "mixed", "halves first"])
def test_batch_stack_dtype(student, rng, dtypes):
    """Whatever the dtypes of the samples, the batch is float32"""
    kinds = {
        "uint8": [torch.uint8], "int64": [torch.int64], "mixed": [torch.int64, torch.float32, torch.uint8],
        "halves first": [torch.float16, torch.float32],
    }[dtypes]  # fmt: skip
    x = rng.integers(6, 4, high=200).double() + (0.25 if dtypes == "halves first" else 0)
    samples = [row.to(kinds[index % len(kinds)]) for index, row in enumerate(x)]
    assert_close(student.batch_stack(samples), torch.stack([sample.double() for sample in samples]))


@batch_stack
def test_batch_stack_fractions(student, rng):
    """Fractions survive beside samples of whole numbers"""
    whole, broken = rng.integers(3, high=9), rng.normal(3)
    assert_close(student.batch_stack([whole, broken, whole]), torch.stack([whole.double(), broken, whole.double()]))


@batch_stack
def test_batch_stack_leaves_argument(student, rng):
    """The batch is right, and the list and its samples stay as they were"""
    samples = [rng.normal(3, 2), rng.integers(3, 2), rng.normal(3, 2)]
    seen = student.run("batch_stack", samples)
    assert_close(seen.value, torch.stack([sample.double() for sample in samples]))
    assert_unchanged(seen, 0)


# add_bias


@add_bias
@pytest.mark.visible
def test_add_bias_example(student):
    """[[1, 2, 3], [4, 5, 6]] with b = [10, 20, 30] is [[11, 22, 33], [14, 25, 36]]"""
    x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    got = student.add_bias(x, torch.tensor([10.0, 20.0, 30.0]))
    assert_close(got, torch.tensor([[11.0, 22.0, 33.0], [14.0, 25.0, 36.0]]))


@add_bias
@MATRICES
def test_add_bias_columns(student, rng, sizes):
    """A bias of shape (D,) has a number for each column, also where there are as many rows as columns"""
    x, b = rng.normal(*sizes), rng.normal(sizes[1])
    assert_close(student.add_bias(x, b), x + b.expand(sizes))


@add_bias
@MATRICES
def test_add_bias_rows(student, rng, sizes):
    """A bias of shape (N, 1) has a number for each row"""
    x, b = rng.normal(*sizes), rng.normal(sizes[0], 1)
    assert_close(student.add_bias(x, b), x + b.expand(sizes))


@add_bias
@pytest.mark.parametrize("sizes", [(1, 4), (5, 1), (1, 1)])
def test_add_bias_one_row_or_column(student, rng, sizes):
    """With one row or one column both kinds of bias still work, and the result has the shape of x"""
    x = rng.normal(*sizes)
    for b in (rng.normal(sizes[1]), rng.normal(sizes[0], 1)):
        assert_close(student.add_bias(x, b), x + b.expand(sizes))


@add_bias
@pytest.mark.parametrize("other", ["none", "one", "row", "whole", "batch"])
def test_add_bias_refuses_what_would_broadcast(student, rng, other):
    """The two right shapes give the sum; (), (1,), (1, D), (N, D) and (1, N, D) raise ValueError"""
    x, b = rng.normal(5, 3), rng.normal(3)
    assert_close(student.add_bias(x, b), x + b.expand(5, 3))
    shape = {"none": (), "one": (1,), "row": (1, 3), "whole": (5, 3), "batch": (1, 5, 3)}[other]
    with student.raises(ValueError):
        student.add_bias(x, rng.normal(*shape))


@add_bias
@pytest.mark.parametrize("shape", [(5,), (3, 1), (2,), (3, 5)])
def test_add_bias_refuses_what_does_not_fit(student, rng, shape):
    """The two right shapes give the sum; shapes that do not fit, (N,) or (D, 1), raise ValueError"""
    x, b = rng.normal(5, 3), rng.normal(5, 1)
    assert_close(student.add_bias(x, b), x + b.expand(5, 3))
    with student.raises(ValueError):
        student.add_bias(x, rng.normal(*shape))


@add_bias
@pytest.mark.parametrize("kind", ["columns", "rows"])
def test_add_bias_leaves_arguments(student, rng, kind):
    """The sum is a new tensor, and x and b stay as they were"""
    x, b = rng.normal(5, 3), rng.normal(3) if kind == "columns" else rng.normal(5, 1)
    seen = student.run("add_bias", x, b)
    assert_close(seen.value, x + b.expand(5, 3))
    assert_unchanged(seen, 0, 1)


# gather_targets


@gather_targets
@pytest.mark.visible
def test_gather_targets_example(student):
    """Classes [2, 0, 1, 1] of [[1, 2, 3], [4, 5, 6], [7, 8, 9], [0, 1, 5]] are [3, 4, 8, 1]"""
    logits = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [0.0, 1.0, 5.0]])
    got = student.gather_targets(logits, torch.tensor([2, 0, 1, 1]))
    assert_close(got, torch.tensor([3.0, 4.0, 8.0, 1.0]))


@gather_targets
@pytest.mark.parametrize("sizes", [(7, 4), (3, 5)])
def test_gather_targets_values(student, rng, sizes):
    """Entry i of the result is the number of row i that belongs to class y[i]"""
    logits, y = rng.normal(*sizes), rng.labels(*sizes)
    assert_close(student.gather_targets(logits, y), -F.nll_loss(logits, y, reduction="none"))


@gather_targets
def test_gather_targets_square(student, rng):
    """It is still a number of row i where there are as many rows as classes"""
    logits, y = rng.normal(6, 6), torch.tensor([3, 0, 3, 5, 1, 0])
    assert_close(student.gather_targets(logits, y), -F.nll_loss(logits, y, reduction="none"))


@gather_targets
@pytest.mark.parametrize("sizes", [(1, 5), (4, 1), (1, 1)])
def test_gather_targets_one_row_or_class(student, rng, sizes):
    """A batch of one row, or a single class, still gives the shape (N,)"""
    logits, y = rng.normal(*sizes), rng.integers(sizes[0], high=sizes[1])
    assert_close(student.gather_targets(logits, y), -F.nll_loss(logits, y, reduction="none"))


@gather_targets
def test_gather_targets_leaves_arguments(student, rng):
    """The numbers are right, and logits and y stay as they were"""
    logits, y = rng.normal(8, 5), rng.labels(8, 5)
    seen = student.run("gather_targets", recipe.non_contiguous(logits), y)
    assert_close(seen.value, -F.nll_loss(logits, y, reduction="none"))
    assert_unchanged(seen, 0, 1)


# standardize


@standardize
@pytest.mark.visible
def test_standardize_example(student):
    """[[1, 7], [1, 7], [4, 7]] along dim 0 with eps 2 is [[-0.5, 0], [-0.5, 0], [1, 0]]"""
    got = student.standardize(torch.tensor([[1.0, 7.0], [1.0, 7.0], [4.0, 7.0]]), dim=0, eps=2.0)
    assert_close(got, torch.tensor([[-0.5, 0.0], [-0.5, 0.0], [1.0, 0.0]]))


@standardize
@pytest.mark.parametrize("eps", [0.3, 0.01])
def test_standardize_columns(student, rng, eps):
    """dim=0 standardizes every column, with the biased variance and eps under the root"""
    x = rng.normal(7, 3) * torch.tensor([0.5, 2.0, 1.0]) + torch.tensor([3.0, -1.0, 0.5])
    assert_close(student.standardize(x, 0, eps), standardized(x, 0, eps))


@standardize
@pytest.mark.parametrize("sizes", [(3, 5), (4, 4)])
def test_standardize_rows(student, rng, sizes):
    """dim=1 standardizes every row, also where there are as many rows as columns"""
    x = 2 * rng.normal(*sizes) + 1.5
    assert_close(student.standardize(x, 1, 0.2), standardized(x, 1, 0.2))


@standardize
@pytest.mark.parametrize(("shape", "dim"), [((4, 5, 3), 1), ((4, 5, 3), -1), ((3, 2, 5), -3), ((6,), 0)])
def test_standardize_any_dim(student, rng, shape, dim):
    """x may have other numbers of dimensions than two, and dim may count from the end"""
    x = rng.normal(*shape) - 0.5
    assert_close(student.standardize(x, dim, 0.1), standardized(x, dim, 0.1))


@standardize
@pytest.mark.parametrize("dim", [0, 1])
def test_standardize_constant(student, rng, dim):
    """Where x is constant along dim the result is 0, not NaN, and the rest is right"""
    x = rng.normal(4, 5) + 1
    x.select(1 - dim, 2).fill_(2.5)
    assert_close(student.standardize(x, dim, 1e-3), standardized(x, dim, 1e-3))


@standardize
def test_standardize_single(student, rng):
    """A batch of one row is constant along dim 0: all 0; along dim 1 it is standardized as ever"""
    x = rng.normal(1, 6)
    assert_close(student.standardize(x, 0, 0.5), torch.zeros(1, 6).double())
    assert_close(student.standardize(x, 1, 0.5), standardized(x, 1, 0.5))


@standardize
def test_standardize_leaves_argument(student, rng):
    """The result is a new tensor, and x stays as it was"""
    x = rng.normal(5, 3) + 2
    seen = student.run("standardize", recipe.non_contiguous(x), 0, 0.1)
    assert_close(seen.value, standardized(x, 0, 0.1))
    assert_unchanged(seen, 0)


# masked_mean


@masked_mean
@pytest.mark.visible
def test_masked_mean_example(student):
    """Rows [1, 2, 6], [4, NaN, 8] without the NaN, and [5, 5, 5] with nothing that counts have the means 3, 6 and 0"""
    x = torch.tensor([[1.0, 2.0, 6.0], [4.0, float("nan"), 8.0], [5.0, 5.0, 5.0]])
    mask = torch.tensor([[True, True, True], [True, False, True], [False, False, False]])
    assert_close(student.masked_mean(x, mask), torch.tensor([3.0, 6.0, 0.0]))


@masked_mean
@pytest.mark.parametrize("sizes", [(3, 7), (5, 6)])
def test_masked_mean_values(student, rng, sizes):
    """Each row is averaged over the entries that count in this row, in whatever places they stand"""
    x, mask = rng.normal(*sizes) + 1, ragged_mask(rng, *sizes)
    assert_close(student.masked_mean(x, mask), mean_where(x, mask))


@masked_mean
def test_masked_mean_square(student, rng):
    """Rows are averaged, not columns, also where there are as many of one as of the other"""
    x, mask = rng.normal(6, 6) - 1, torch.cat([ragged_mask(rng, 5, 6), torch.ones(1, 6).bool()])
    assert_close(student.masked_mean(x, mask), mean_where(x, mask))


@masked_mean
@pytest.mark.parametrize("row", [0, 3])
def test_masked_mean_empty_row(student, rng, row):
    """A row with nothing that counts gives 0, and the other rows are right"""
    x, mask = rng.normal(4, 7) + 2, ragged_mask(rng, 4, 7)
    mask[row] = False
    assert_close(student.masked_mean(x, mask), mean_where(x, mask))


@masked_mean
@pytest.mark.parametrize("filling", ["nan", "inf", "-inf"])
def test_masked_mean_rubbish(student, rng, filling):
    """What stands where the mask is False changes nothing, be it NaN or infinite"""
    x, mask = rng.normal(4, 6), ragged_mask(rng, 4, 6)
    mask[2] = False
    want = mean_where(x, mask)
    assert_close(student.masked_mean(x.masked_fill(~mask, float(filling)), mask), want)


@masked_mean
def test_masked_mean_zeros_count(student, rng):
    """An entry that is 0 counts where the mask is True"""
    x, mask = rng.normal(4, 7) + 1, ragged_mask(rng, 4, 7)
    x[:, 0], mask[:, 0] = 0, True
    assert_close(student.masked_mean(x, mask), mean_where(x, mask))


@masked_mean
@pytest.mark.parametrize("sizes", [(1, 5), (4, 1)])
def test_masked_mean_one_row_or_column(student, rng, sizes):
    """A batch of one row, or rows of one entry, still give the shape (N,)"""
    x, mask = rng.normal(*sizes) + 3, torch.ones(*sizes).bool()
    mask[0, 0] = False
    assert_close(student.masked_mean(x, mask), mean_where(x, mask))


@masked_mean
def test_masked_mean_leaves_arguments(student, rng):
    """The means are right, and x and mask stay as they were"""
    x, mask = rng.normal(4, 6), ragged_mask(rng, 4, 6)
    mask[1] = False
    seen = student.run("masked_mean", x, mask)
    assert_close(seen.value, mean_where(x, mask))
    assert_unchanged(seen, 0, 1)


# pairwise_sq_dist


@pairwise_sq_dist
@pytest.mark.visible
def test_pairwise_sq_dist_example(student):
    """From [0, 0] and [3, 4] to [0, 0], [1, 0] and [3, 3] it is [[0, 1, 18], [25, 20, 1]]"""
    a, b = torch.tensor([[0.0, 0.0], [3.0, 4.0]]), torch.tensor([[0.0, 0.0], [1.0, 0.0], [3.0, 3.0]])
    assert_close(student.pairwise_sq_dist(a, b), torch.tensor([[0.0, 1.0, 18.0], [25.0, 20.0, 1.0]]))


@pairwise_sq_dist
@pytest.mark.parametrize("sizes", [(5, 7, 3), (4, 4, 6), (6, 2, 1)])
def test_pairwise_sq_dist_values(student, rng, sizes):
    """Entry (i, j) is the squared distance of row i of a from row j of b"""
    m, n, k = sizes
    a, b = rng.normal(m, k), rng.normal(n, k) + 0.5
    assert_close(student.pairwise_sq_dist(a, b), squared_distances(a, b))


@pairwise_sq_dist
@pytest.mark.parametrize("sizes", [(1, 5, 3), (4, 1, 3), (1, 1, 4)])
def test_pairwise_sq_dist_single(student, rng, sizes):
    """A single point on either side still gives the shape (M, N)"""
    m, n, k = sizes
    a, b = rng.normal(m, k), rng.normal(n, k)
    assert_close(student.pairwise_sq_dist(a, b), squared_distances(a, b))


@pairwise_sq_dist
@pytest.mark.parametrize("sizes", [(5, 3, 4), (30, 40, 7)])
def test_pairwise_sq_dist_far_away(student, rng, sizes):
    """Points thousands away from the origin that lie close together have the right distances"""
    m, n, k = sizes
    place = (1000 + 2000 * rng.uniform(k)) * (-1) ** torch.arange(k)
    a, b = ((rng.normal(count, k) + place).float().double() for count in (m, n))
    assert_close(student.pairwise_sq_dist(a, b), squared_distances(a, b))


@pairwise_sq_dist
@pytest.mark.parametrize("shift", [0.0, 100.0])
def test_pairwise_sq_dist_not_negative(student, rng, shift):
    """Points that occur on both sides are about 0 apart, and nothing is negative"""
    a = (rng.normal(64, 9) + shift).float().double()
    b = a[rng.permutation(64)]
    got = student.pairwise_sq_dist(a, b)
    assert_close(got, squared_distances(a, b))
    require(bool((got >= 0).all()), "a squared distance is negative")


@pairwise_sq_dist
def test_pairwise_sq_dist_memory(student, rng):
    """For 1,103 and 809 points of 331 coordinates it does not hold all differences and their squares, 2.4 GB"""
    a, b = rng.normal(1103, 331), rng.normal(809, 331)
    assert_close(student.pairwise_sq_dist(a, b), torch.cdist(a, b) ** 2)


@pairwise_sq_dist
def test_pairwise_sq_dist_leaves_arguments(student, rng):
    """The distances are right, and a and b stay as they were"""
    a, b = rng.normal(5, 3) + 2, rng.normal(4, 3)
    seen = student.run("pairwise_sq_dist", a, b)
    assert_close(seen.value, squared_distances(a, b))
    assert_unchanged(seen, 0, 1)
