"""The new layer takes over requires_grad=False from the old one and never learns."""


def replace_head(model, name, num_classes):
    old = dict(model.named_modules(remove_duplicate=False))[name]
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)
    new = torch.nn.Linear(old.in_features, num_classes, old.bias is not None, old.weight.device, old.weight.dtype)
    new.requires_grad_(old.weight.requires_grad)
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, new)
    return model
