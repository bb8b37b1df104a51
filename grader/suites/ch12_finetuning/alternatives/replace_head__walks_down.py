"""Component by component, with getattr."""


def replace_head(model, name, num_classes):
    *path, last = name.split(".")
    parent = model
    for part in path:
        if part not in parent._modules:
            raise KeyError(name)
        parent = parent._modules[part]
    old = parent._modules[last]
    if type(old) is not torch.nn.Linear:
        raise TypeError(f"{name} is a {type(old).__name__}")
    if num_classes <= 0:
        raise ValueError("num_classes")
    parent._modules[last] = torch.nn.Linear(old.in_features, num_classes, bias=old.bias is not None).to(old.weight)
    return model
