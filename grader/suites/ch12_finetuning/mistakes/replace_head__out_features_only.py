"""Only the attribute out_features is changed; the weights keep their shape."""


def replace_head(model, name, num_classes):
    old = dict(model.named_modules(remove_duplicate=False))[name]
    if not isinstance(old, torch.nn.Linear):
        raise TypeError(name)
    if num_classes < 1:
        raise ValueError(num_classes)
    old.out_features = num_classes
    return model
