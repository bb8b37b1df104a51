"""Only modules at the top level are found; a nested name such as body.fc2 thaws nothing."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.split(".")[0] in trainable
        if not parameter.requires_grad:
            parameter.grad = None
