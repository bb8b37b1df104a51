"""The frozen modules are put into eval mode as well, so that their BatchNorm stands still."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = named(name)
        if not parameter.requires_grad:
            parameter.grad = None
    for name, module in modules.items():
        if name and not named(name + ".") and not any(block.startswith(name + ".") for block in trainable):
            module.eval()
