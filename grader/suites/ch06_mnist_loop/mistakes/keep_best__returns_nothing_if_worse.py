"""Nothing is returned when the epoch is not better."""


def keep_best(best, metric, model):
    if best is None or metric > best[0]:
        return metric, copy.deepcopy(model.state_dict())
