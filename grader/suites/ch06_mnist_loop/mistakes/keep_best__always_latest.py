"""The latest epoch is returned, whatever its metric."""


def keep_best(best, metric, model):
    return metric, copy.deepcopy(model.state_dict())
