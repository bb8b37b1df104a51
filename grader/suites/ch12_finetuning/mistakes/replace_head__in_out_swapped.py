"""in_features and the number of classes have changed places."""


def replace_head(model, name, num_classes):
    old = dict(model.named_modules(remove_duplicate=False))[name]
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)
    new = torch.nn.Linear(num_classes, old.in_features, old.bias is not None, old.weight.device, old.weight.dtype)
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, new)
    return model
