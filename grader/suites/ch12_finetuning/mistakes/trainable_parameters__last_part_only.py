"""Only the last part of each name is listed: weight instead of head.weight."""


def trainable_parameters(model):
    return [name.split(".")[-1] for name, parameter in model.named_parameters() if parameter.requires_grad]
