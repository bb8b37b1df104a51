"""The names are in the order of the alphabet instead of the order of the model."""


def trainable_parameters(model):
    return sorted(name for name, parameter in model.named_parameters() if parameter.requires_grad)
