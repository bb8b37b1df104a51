"""Which block learns how fast, and from which epoch on."""

import torch


def discriminative_groups(
    model: torch.nn.Module, blocks: list[str], base_lr: float, decay: float
) -> list[dict[str, object]]:
    """Make parameter groups whose learning rate falls from the head to the input.

    Args:
        model: the model. It stays as it is.
        blocks: dotted names of modules, from the input to the head; together they hold every parameter of the model.
            A name stands for the module with all that is inside it, and no block lies inside another.
        base_lr: the learning rate of the last block, the head.
        decay: the factor from one block to the one before it, nearer the input.

    Returns:
        One dict per block, in the order of blocks: {"params": list of its parameters, "lr": float}. The block that
        lies k places before the head has lr = base_lr * decay ** k. The parameters are the model's own objects, in
        the order of block.parameters(), so that torch.optim.SGD(groups) trains the model. Frozen parameters are
        included: an optimiser skips a parameter without a gradient, and later they may be unfrozen. A parameter
        that two blocks share (tied weights) appears only in the first of the two groups. A block without parameters
        gives a group with an empty list.

    Raises:
        KeyError: a block is no module of the model.
        ValueError: a parameter of the model lies in no block; it would never be trained.
        If both apply, KeyError is raised.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Sequential()
        >>> model.add_module("stem", torch.nn.Linear(2, 4))
        >>> model.add_module("body", torch.nn.Linear(4, 3, bias=False))
        >>> model.add_module("head", torch.nn.Linear(3, 2))
        >>> groups = discriminative_groups(model, ["stem", "body", "head"], base_lr=0.3, decay=0.5)
        >>> [(group["lr"], len(group["params"])) for group in groups]
        [(0.075, 2), (0.15, 1), (0.3, 2)]
    """
    ### BEGIN SOLUTION
    modules = dict(model.named_modules())
    taken: set[torch.nn.Parameter] = set()
    groups: list[dict[str, object]] = []
    for index, block in enumerate(blocks):
        own = [parameter for parameter in modules[block].parameters() if parameter not in taken]
        taken.update(own)
        groups.append({"params": own, "lr": base_lr * decay ** (len(blocks) - 1 - index)})
    for name, parameter in model.named_parameters():
        if parameter not in taken:
            raise ValueError(f"{name} is in no block")
    return groups
    ### END SOLUTION


def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    """Say which blocks are trainable in an epoch when the model thaws from the head towards the input.

    Epoch 0 is the first one. In epochs 0 to every - 1 the head alone is trainable; then one more block joins every
    `every` epochs, the one nearest the head first, until all are trainable.

    Args:
        epoch: number of the epoch, from 0.
        blocks: names of the blocks from the input to the head, at least one. The list stays as it is.
        every: for how many epochs each stage lasts, at least 1.

    Returns:
        The names of the trainable blocks, the head first; a new list.

    Raises:
        ValueError: epoch is negative or every is below 1.

    Forbidden: nothing.

    Example:
        >>> [gradual_unfreeze(epoch, ["stem", "body", "head"], every=2) for epoch in range(3)]
        [['head'], ['head'], ['head', 'body']]
    """
    ### BEGIN SOLUTION
    if epoch < 0 or every < 1:
        raise ValueError(f"epoch must be at least 0 and every at least 1, not {epoch} and {every}")
    return blocks[::-1][: 1 + epoch // every]
    ### END SOLUTION
