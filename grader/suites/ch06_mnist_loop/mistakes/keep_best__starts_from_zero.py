"""The metric of the first epoch must be above zero to count."""


def keep_best(best, metric, model):
    best_metric = 0.0 if best is None else best[0]
    if metric > best_metric:
        return metric, copy.deepcopy(model.state_dict())
    return best
