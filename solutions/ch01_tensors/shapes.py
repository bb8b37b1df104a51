"""Making tensors, and giving them the shape you want."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    """Make a tensor of two dimensions, a matrix, from a list of rows.

    Args:
        rows: a list of N lists with D numbers each; N and D are at least 1. The numbers may be floats (0.5) or whole
            numbers (3). The list stays as it is.

    Returns:
        A new tensor of shape (N, D): row i of the tensor holds the numbers of rows[i], in their order. Its dtype
        (the kind of number that it holds) is always torch.float32, also where all numbers are whole.

    Forbidden: nothing.

    Example:
        >>> make_tensor([[1, 2, 3], [4, 5.5, 6]])
        tensor([[1.0000, 2.0000, 3.0000],
                [4.0000, 5.5000, 6.0000]])
        >>> make_tensor([[7, 8, 9]]).dtype
        torch.float32
    """
    ### BEGIN SOLUTION
    return torch.tensor(rows, dtype=torch.float32)
    ### END SOLUTION


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    """Lay the numbers of every sample out in one row: (N, ...) becomes (N, D).

    A batch of N images of 28 by 28 pixels has the shape (N, 28, 28). A linear layer wants one row of numbers for each
    image, so (N, 784). The first dimension counts the samples and stays; all others are merged into one.

    Args:
        x: a batch, with two dimensions or more, (N, ...); any dtype. N and the other lengths are at least 1. x need
            not lie in memory row by row (it may be a transposed view).

    Returns:
        A tensor of shape (N, D), where D is the product of all lengths but the first, in the dtype of x. Row i holds
        the numbers of sample i, in the order in which they are printed. It may share memory with x (be a view) or
        be a copy. x stays as it is.

    Forbidden: nothing.

    Example:
        >>> x = torch.tensor([[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]])
        >>> x.shape
        torch.Size([2, 3, 2])
        >>> reshape_batch(x)
        tensor([[ 1,  2,  3,  4,  5,  6],
                [ 7,  8,  9, 10, 11, 12]])
    """
    ### BEGIN SOLUTION
    return x.reshape(x.shape[0], -1)
    ### END SOLUTION


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    """Pick some columns of a matrix, in the order that is asked for.

    Args:
        x: a matrix, shape (N, D), any dtype.
        columns: the numbers of the columns that are wanted, at least one, each from 0 to D - 1. They come in any
            order, and a column may be asked for twice. The list stays as it is.

    Returns:
        A new tensor of shape (N, len(columns)) in the dtype of x, also where only one column is asked for: column j
        of the result is column columns[j] of x. x stays as it is.

    Forbidden: nothing.

    Example:
        >>> x = torch.tensor([[10, 11, 12], [20, 21, 22]])
        >>> take_columns(x, [2, 0])
        tensor([[12, 10],
                [22, 20]])
    """
    ### BEGIN SOLUTION
    return x[:, columns]
    ### END SOLUTION


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of a @ b, worked out from the two shapes alone, without making a tensor.

    The last two dimensions of each side are matrices, (m, n) @ (n, p), and give (m, p). A side of one dimension is a
    vector: (n,) on the left counts as (1, n), on the right as (n, 1), and the 1 is taken out of the result again. All
    dimensions before the last two count matrices, and are broadcast: lined up from the right, a missing one counts
    as 1, and two lengths fit if they are equal or one of them is 1; the other one is the result.

    Args:
        a: the shape of the left side, lengths of at least 1. They may be so large that no tensor of the shape
            fits into memory.
        b: the shape of the right side, likewise.

    Returns:
        The shape of the product, a tuple of ints; () for the product of two vectors.

    Raises:
        ValueError: there is no such product: one of the shapes is (), the inner lengths differ, or the dimensions
            before the last two cannot be broadcast.

    Forbidden: matrix products themselves (@, torch.matmul, torch.mm, torch.bmm, torch.mv, torch.dot).

    Example:
        >>> matmul_shapes((2, 3), (3, 4))
        (2, 4)
        >>> matmul_shapes((5, 1, 2, 3), (6, 3, 4))
        (5, 6, 2, 4)
        >>> matmul_shapes((2, 3), (3,))
        (2,)
    """
    ### BEGIN SOLUTION
    if not a or not b:
        raise ValueError("a tensor without dimensions has no matrix product")
    inner = b[-2:][0]  # a vector has one length only
    if a[-1] != inner:
        raise ValueError(f"the inner lengths of {a} and {b} differ")
    batch: list[int] = []
    for place in range(3, max(len(a), len(b)) + 1):  # counted from the right
        left = a[-place] if place <= len(a) else 1
        right = b[-place] if place <= len(b) else 1
        if left != right and left != 1 and right != 1:
            raise ValueError(f"{a[:-2]} and {b[:-2]} cannot be broadcast")
        batch.insert(0, max(left, right))
    rows, columns = a[-2:-1], b[-1:] if len(b) > 1 else ()
    return (*batch, *rows, *columns)
    ### END SOLUTION


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    """Put single samples on top of each other, so that they make a batch.

    Args:
        samples: a list of N tensors, at least one, all of the same shape (...), which may be (). Their dtypes may
            differ: pixels come as uint8, labels as int64, NumPy's numbers as float64. They stay as they are.

    Returns:
        A new tensor of shape (N, ...) and of dtype float32, whatever the dtypes of the samples: entry i along the
        first dimension is samples[i].

    Forbidden: nothing.

    Example:
        >>> batch_stack([torch.tensor([1, 2, 3]), torch.tensor([4.0, 5.0, 6.0])])
        tensor([[1., 2., 3.],
                [4., 5., 6.]])
    """
    ### BEGIN SOLUTION
    return torch.stack([sample.to(torch.float32) for sample in samples])
    ### END SOLUTION
