"""Everything is frozen, the modules named too."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for parameter in model.parameters():
        parameter.requires_grad = False
        parameter.grad = None
