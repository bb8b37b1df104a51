"""Which parts of a pretrained model are trained, and how to replace its classification head."""

import torch


def trainable_parameters(model: torch.nn.Module) -> list[str]:
    """List the names of the parameters that training can change.

    Args:
        model: any model. It stays as it is.

    Returns:
        The dotted names of all parameters with requires_grad=True, in the order of model.named_parameters().
        Frozen parameters are left out, and so are buffers (the running statistics of a BatchNorm). A parameter
        that two modules share (tied weights) counts once, under the first of its names.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3), torch.nn.Linear(3, 2))
        >>> _ = model[0].requires_grad_(False)
        >>> trainable_parameters(model)
        ['1.weight', '1.bias', '2.weight', '2.bias']
    """
    ### BEGIN SOLUTION
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]
    ### END SOLUTION


def freeze(model: torch.nn.Module, trainable: list[str]) -> None:
    """Freeze every parameter of the model except those inside the modules named.

    Afterwards a parameter has requires_grad=True if it lies in one of the named modules, at any depth, and
    requires_grad=False otherwise, whatever it was before: a second call with other names starts anew. A shared
    parameter is trainable if any of its modules is named. A frozen parameter keeps its values, and its .grad becomes
    None; an optimiser goes on using a gradient that is left there. The .grad of a trainable parameter need not be
    touched.

    Only parameters are touched: no buffers and no modes, so a BatchNorm in train mode still moves its running
    statistics.

    Args:
        model: the model, changed in place.
        trainable: dotted names of modules, such as "head" or "features.conv2". A name stands for whole components:
            "block1" means block1 and what is inside it, never block10. An empty list freezes everything.

    Returns:
        None.

    Raises:
        KeyError: a name is no module of the model. The model then stays entirely as it was.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Sequential()
        >>> model.add_module("features", torch.nn.Linear(2, 3))
        >>> model.add_module("head", torch.nn.Linear(3, 2))
        >>> freeze(model, ["head"])
        >>> {name: parameter.requires_grad for name, parameter in model.named_parameters()}
        {'features.weight': False, 'features.bias': False, 'head.weight': True, 'head.bias': True}
    """
    ### BEGIN SOLUTION
    modules = dict(model.named_modules())
    chosen = {id(parameter) for name in trainable for parameter in modules[name].parameters()}
    for parameter in model.parameters():
        parameter.requires_grad = id(parameter) in chosen
        if not parameter.requires_grad:
            parameter.grad = None
    ### END SOLUTION


def replace_head(model: torch.nn.Module, name: str, num_classes: int) -> torch.nn.Module:
    """Put a fresh linear layer with num_classes outputs in the place of the one called name.

    The new layer has the in_features of the old one, a bias exactly if the old one has a bias, and the dtype and
    the device of the old weights. Its values are new: those that torch.nn.Linear draws. It is trainable, even if
    the old one was frozen. Nothing else changes: all other parameters and buffers keep their values, their
    requires_grad and their names, and the old layer is gone.

    Args:
        model: the model, changed in place.
        name: dotted name of the torch.nn.Linear to replace, such as "head" or "classifier.3".
        num_classes: number of outputs of the new layer, at least 1.

    Returns:
        The same model object, not a copy.

    Raises:
        KeyError: the model has no module of that name.
        TypeError: the module of that name is not a torch.nn.Linear.
        ValueError: num_classes is below 1.
        If several apply, the first of them in this order is raised. In each case the model stays as it was.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Sequential()
        >>> model.add_module("features", torch.nn.Linear(4, 3))
        >>> model.add_module("head", torch.nn.Linear(3, 10))
        >>> replace_head(model, "head", 5) is model
        True
        >>> {key: tuple(value.shape) for key, value in model.state_dict().items()}
        {'features.weight': (3, 4), 'features.bias': (3,), 'head.weight': (5, 3), 'head.bias': (5,)}
    """
    ### BEGIN SOLUTION
    old = dict(model.named_modules())[name]
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(f"{name} is a {type(old).__name__}, not a Linear")
    if num_classes < 1:
        raise ValueError(f"num_classes must be at least 1, not {num_classes}")
    new = torch.nn.Linear(
        old.in_features, num_classes, bias=old.bias is not None, device=old.weight.device, dtype=old.weight.dtype
    )
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, new)
    return model
    ### END SOLUTION
