"""A parameter that two modules share is listed under both names."""


def trainable_parameters(model):
    named = model.named_parameters(remove_duplicate=False)
    return [name for name, parameter in named if parameter.requires_grad]
