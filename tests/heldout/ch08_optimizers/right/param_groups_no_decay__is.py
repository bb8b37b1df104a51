"""Looks for doubles with `is`, in small functions."""


def _distinct(pairs):
    kept = []
    for pair in pairs:
        if not any(other is pair[1] for other in kept):
            kept.append(pair[1])
    return kept


def param_groups_no_decay(named_params, weight_decay):
    parameters = list(filter(lambda p: p.requires_grad, _distinct(named_params)))
    is_matrix = [len(p.size()) >= 2 for p in parameters]
    first = [p for p, yes in zip(parameters, is_matrix) if yes]
    second = [p for p, yes in zip(parameters, is_matrix) if not yes]
    return [{"params": first, "weight_decay": weight_decay}, {"weight_decay": 0.0, "params": second}]
