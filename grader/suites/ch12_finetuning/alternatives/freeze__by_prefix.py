"""Names compared component by component."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    prefixes = tuple(block + "." for block in trainable)
    for name, parameter in model.named_parameters():
        keep = name.startswith(prefixes)
        parameter.requires_grad_(keep)
        if not keep:
            parameter.grad = None
