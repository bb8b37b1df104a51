"""A dict of detached clones."""


def keep_best(best, metric, model):
    if best is None or metric > best[0]:
        return metric, {name: value.detach().clone() for name, value in model.state_dict().items()}
    return best
