"""zero_grad for the whole model: a trainable parameter starts without an old gradient, too."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    model.zero_grad(set_to_none=True)
    for name, parameter in model.named_parameters():
        parts = name.split(".")
        parameter.requires_grad = any(".".join(parts[:length]) in trainable for length in range(1, len(parts)))
