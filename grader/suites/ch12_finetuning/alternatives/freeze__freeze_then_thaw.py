"""Freeze all, then thaw what is named."""


def freeze(model, trainable):
    blocks = []
    for name in trainable:
        try:
            blocks.append(model.get_submodule(name))
        except AttributeError as error:
            raise KeyError(name) from error
    model.requires_grad_(False)
    for block in blocks:
        block.requires_grad_(True)
    for parameter in model.parameters():
        if not parameter.requires_grad:
            parameter.grad = None
