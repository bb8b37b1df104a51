"""A better epoch's state is taken over, but the metric stays the old one."""


def keep_best(best, metric, model):
    if best is None:
        return metric, copy.deepcopy(model.state_dict())
    if metric > best[0]:
        return best[0], copy.deepcopy(model.state_dict())
    return best
