"""With get_submodule and set_submodule."""


def replace_head(model, name, num_classes):
    try:
        old = model.get_submodule(name)
    except AttributeError as error:
        raise KeyError(name) from error
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)
    new = torch.nn.Linear(old.in_features, num_classes, old.bias is not None)
    model.set_submodule(name, new.to(device=old.weight.device, dtype=old.weight.dtype))
    return model
