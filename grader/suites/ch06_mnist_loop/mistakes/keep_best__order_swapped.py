"""(state, metric) is returned."""


def keep_best(best, metric, model):
    if best is not None and metric <= best[1]:
        return best
    return copy.deepcopy(model.state_dict()), metric
