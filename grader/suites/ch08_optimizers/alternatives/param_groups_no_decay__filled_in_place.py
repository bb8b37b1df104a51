"""Groups that are made first and filled one parameter at a time; len(shape) for the dimensions; 0 for 0.0."""


def param_groups_no_decay(named_params, weight_decay):
    groups = [{"params": [], "weight_decay": weight_decay}, {"params": [], "weight_decay": 0}]
    for _name, param in list(named_params):
        taken = any(param is other for group in groups for other in group["params"])
        if not taken and param.requires_grad:
            groups[len(param.shape) < 2]["params"].append(param)
    return groups
