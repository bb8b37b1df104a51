"""KeyError is raised, but the model has been changed by then."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    for name, parameter in model.named_parameters():
        parameter.requires_grad = named(name)
        if not parameter.requires_grad:
            parameter.grad = None
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
