"""The running statistics of BatchNorm are listed with the parameters."""


def trainable_parameters(model):
    frozen = {name for name, parameter in model.named_parameters() if not parameter.requires_grad}
    return [name for name in model.state_dict() if name not in frozen]
