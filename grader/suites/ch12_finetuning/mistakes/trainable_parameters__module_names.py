"""The names of the modules are listed, not those of their parameters."""


def trainable_parameters(model):
    names = []
    for name, module in model.named_modules():
        if any(parameter.requires_grad for parameter in module.parameters(recurse=False)):
            names.append(name)
    return names
