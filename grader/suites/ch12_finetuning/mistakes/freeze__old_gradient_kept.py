"""The gradient from an earlier step stays on the frozen parameters, and the optimiser goes on using it."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = named(name)
