"""A better metric is taken over, but the state stays the old one."""


def keep_best(best, metric, model):
    if best is None:
        return metric, copy.deepcopy(model.state_dict())
    return max(best[0], metric), best[1]
