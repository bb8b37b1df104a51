"""Every parameter is listed, the frozen ones too."""


def trainable_parameters(model):
    return [name for name, _ in model.named_parameters()]
