"""Random changes of the training images that leave their meaning as it is."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    """Mirror about half of the images, left to right, when training; leave all of them alone otherwise.

    Whether an image is mirrored is decided for each image by itself, with probability 1/2.

    Args:
        x: images, shape (N, C, H, W). Stays as it is.
        train: True when training, False when evaluating.
        seed: 0 or more. It alone decides which images are mirrored: the same seed mirrors the same ones again,
            whatever other random numbers the program draws, and another seed mirrors others.

    Returns:
        The images in the shape and the dtype of x and in the same order, so that the labels still fit: image i is x[i],
        or x[i] with its columns in reverse order, in all channels. When training, a new tensor; when evaluating, the
        images unchanged (x itself will do).

    Forbidden: nothing.

    Example:
        >>> x = torch.tensor([[[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]]])
        >>> augment(x, train=False, seed=0)
        tensor([[[[0., 1., 2.],
                  [3., 4., 5.]]]])

        With train=True this image stays as it is or becomes [[2, 1, 0], [5, 4, 3]].
    """
    ### BEGIN SOLUTION
    if not train:
        return x
    mirrored = torch.rand(len(x), generator=torch.Generator().manual_seed(seed)) < 0.5
    result = x.clone()
    result[mirrored] = x[mirrored].flip(-1)
    return result
    ### END SOLUTION
