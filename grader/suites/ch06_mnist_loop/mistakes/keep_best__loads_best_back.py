"""The best state is loaded into the model when the epoch is not better."""


def keep_best(best, metric, model):
    if best is not None and metric <= best[0]:
        model.load_state_dict(best[1])
        return best
    return metric, copy.deepcopy(model.state_dict())
