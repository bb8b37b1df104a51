"""state_dict() is kept without a copy: its tensors are the model's own."""


def keep_best(best, metric, model):
    if best is not None and metric <= best[0]:
        return best
    return metric, model.state_dict()
