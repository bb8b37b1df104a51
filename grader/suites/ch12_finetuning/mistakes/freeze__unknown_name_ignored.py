"""A name that is no module is passed over in silence."""


def freeze(model, trainable):
    def named(name):
        return any(name.startswith(block + ".") for block in trainable)

    for name, parameter in model.named_parameters():
        parameter.requires_grad = named(name)
        if not parameter.requires_grad:
            parameter.grad = None
