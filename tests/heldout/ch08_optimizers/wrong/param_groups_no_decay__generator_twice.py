"""Goes through the generator twice; the second group stays empty."""


def param_groups_no_decay(named_params, weight_decay):
    decay = [p for _, p in named_params if p.requires_grad and p.ndim >= 2]
    no_decay = [p for _, p in named_params if p.requires_grad and p.ndim < 2]
    decay = list({id(p): p for p in decay}.values())
    no_decay = list({id(p): p for p in no_decay}.values())
    return [{"params": decay, "weight_decay": weight_decay}, {"params": no_decay, "weight_decay": 0.0}]
