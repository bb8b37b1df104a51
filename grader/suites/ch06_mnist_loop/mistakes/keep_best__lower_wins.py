"""The lower metric wins, as if it were a loss."""


def keep_best(best, metric, model):
    if best is not None and metric >= best[0]:
        return best
    return metric, copy.deepcopy(model.state_dict())
