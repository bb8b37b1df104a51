"""Loading what fits of a state that was saved from another model."""

import torch
from torch import nn


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    """Load those tensors of a state that fit a model, and say of all others that they were not loaded.

    A tensor fits where the model has a parameter or buffer of that name and exactly that shape. Some states were saved
    from a wrapped model and their names begin with "module.": one such beginning is taken off a name first.

    Args:
        state: tensors by name, as state_dict() gives them. It stays as it was.
        model: the model. What fits is copied into it, in place; everything else in it stays as it was.

    Returns:
        Two lists of names. The first, missing: the model's own names that nothing was loaded for, in the order of
        model.state_dict(). The second, unexpected: the names of `state`, without "module.", that were not loaded, in
        the order of `state`. A name with another shape is in both.

    Forbidden: nothing. Mind what load_state_dict(..., strict=False) does with shapes that differ.

    Example:
        >>> model = nn.Linear(2, 1)
        >>> load_partial({"module.weight": torch.tensor([[3.0, 4.0]]), "module.scale": torch.ones(1)}, model)
        (['bias'], ['scale'])
        >>> model.weight.tolist()
        [[3.0, 4.0]]
    """
    ### BEGIN SOLUTION
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in fitting], unexpected
    ### END SOLUTION
