"""Which parameters are pulled towards zero, and which are not."""

from collections.abc import Iterable

import torch


def param_groups_no_decay(
    named_params: Iterable[tuple[str, torch.Tensor]], weight_decay: float
) -> list[dict[str, object]]:
    """Split parameters into two groups for an optimiser: one with weight decay, one without.

    Parameters with two dimensions or more are decayed: the weights of linear layers, convolutions and embeddings.
    Parameters with fewer are not: biases, and the scales and shifts of normalisation layers. The number of dimensions
    alone decides; a name says little, because a model may call its parts as it likes.

    Args:
        named_params: pairs of name and parameter, as model.named_parameters() gives them: a generator, which can be
            gone through once. The parameters stay as they are.
        weight_decay: the decay of the first group.

    Returns:
        A list of two dicts, first the decayed group, then the other:
        [{"params": [...], "weight_decay": weight_decay}, {"params": [...], "weight_decay": 0.0}]. The parameters are
        the very objects that came in, in the order in which they came. A frozen one (requires_grad is False) is in
        neither group; one that comes twice under two names (tied weights) is in its group once. A list may be empty.

    Forbidden: torch.optim.

    Example:
        >>> model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.LayerNorm(3), torch.nn.Linear(3, 4, bias=False))
        >>> groups = param_groups_no_decay(model.named_parameters(), weight_decay=0.1)
        >>> [(len(group["params"]), group["weight_decay"]) for group in groups]
        [(2, 0.1), (3, 0.0)]
    """
    raise NotImplementedError("param_groups_no_decay is not implemented yet")
