"""What came frozen stays frozen, even if it is named."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        if not named(name):
            parameter.requires_grad = False
            parameter.grad = None
