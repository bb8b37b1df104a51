"""Batches of sequences that differ in length."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Make one tensor of sequences of different lengths, and a mask that says what in it is real.

    Args:
        seqs: B sequences, at least 1; each 1-D, all of one dtype (int64 or float32). Some may be empty, but not all.
            Any value may occur in them, `pad` too. The list and its tensors stay as they are.
        pad: the number that fills the shorter ones up; an int or a float.

    Returns:
        (padded, mask), both new and of shape (B, L), where L is the length of the longest of these sequences. Row i of
        padded holds seqs[i] from the left, then `pad`; it has the dtype of the sequences. mask is bool: True where a
        number of seqs[i] stands, False where it was filled up.

    Forbidden: torch.nn.utils.rnn.pad_sequence.

    Example:
        >>> padded, mask = pad_collate([torch.tensor([5, 0]), torch.tensor([7]), torch.tensor([1, 2, 4])], pad=0)
        >>> padded
        tensor([[5, 0, 0],
                [7, 0, 0],
                [1, 2, 4]])
        >>> mask
        tensor([[ True,  True, False],
                [ True, False, False],
                [ True,  True,  True]])
    """
    raise NotImplementedError("pad_collate is not implemented yet")
