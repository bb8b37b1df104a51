"""The best metric is returned with the state of the latest epoch."""


def keep_best(best, metric, model):
    state = copy.deepcopy(model.state_dict())
    return (metric if best is None else max(best[0], metric)), state
