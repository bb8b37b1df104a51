"""Goes module by module and joins the names, so a tied weight is listed under both of its names."""

import torch


def trainable_parameters(model: torch.nn.Module) -> list[str]:
    names = []
    for module_name, module in model.named_modules():
        for param_name, param in module.named_parameters(recurse=False):
            if param.requires_grad:
                if module_name == "":
                    names.append(param_name)
                else:
                    names.append(module_name + "." + param_name)
    return names
