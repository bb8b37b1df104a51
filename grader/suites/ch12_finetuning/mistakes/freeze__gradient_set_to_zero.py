"""A hook makes the gradient zero instead of leaving it out: weight decay still moves the parameter."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = True
        if not named(name):
            parameter.grad = None
            parameter.register_hook(torch.zeros_like)
