"""The frozen parameters are listed instead of the trainable ones."""


def trainable_parameters(model):
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
