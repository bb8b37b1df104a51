"""A name thaws every module whose name begins with the same letters: block1 thaws block10."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = any(name.startswith(block) for block in trainable)
        if not parameter.requires_grad:
            parameter.grad = None
