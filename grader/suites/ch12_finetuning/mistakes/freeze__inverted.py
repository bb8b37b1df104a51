"""The named modules are frozen and the others stay trainable."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = not named(name)
        if not parameter.requires_grad:
            parameter.grad = None
