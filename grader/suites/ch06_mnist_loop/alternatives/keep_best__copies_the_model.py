"""The state_dict of a deep copy of the model."""

from copy import deepcopy


def keep_best(best, metric, model):
    best_metric = float("-inf") if best is None else best[0]
    if metric > best_metric:
        best = (metric, deepcopy(model).state_dict())
    return best
