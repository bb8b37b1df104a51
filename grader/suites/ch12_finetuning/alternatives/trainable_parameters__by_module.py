"""Module by module, with a set of what was seen."""


def trainable_parameters(model):
    names, seen = [], set()
    for prefix, module in model.named_modules():
        for name, parameter in module._parameters.items():
            if parameter is not None and parameter.requires_grad and id(parameter) not in seen:
                names.append(f"{prefix}.{name}" if prefix else name)
            seen.add(id(parameter))
    return names
