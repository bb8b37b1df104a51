"""On a tie the later epoch replaces the earlier one."""


def keep_best(best, metric, model):
    if best is not None and metric < best[0]:
        return best
    return metric, copy.deepcopy(model.state_dict())
