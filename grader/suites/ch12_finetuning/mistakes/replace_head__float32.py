"""The new layer is float32 whatever the dtype of the model."""


def replace_head(model, name, num_classes):
    old = dict(model.named_modules(remove_duplicate=False))[name]
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)
    new = torch.nn.Linear(old.in_features, num_classes, old.bias is not None, old.weight.device)
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, new)
    return model
