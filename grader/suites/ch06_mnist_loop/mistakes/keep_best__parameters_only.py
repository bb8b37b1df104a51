"""Only the parameters are kept; the buffers (running statistics) are lost."""


def keep_best(best, metric, model):
    if best is not None and metric <= best[0]:
        return best
    return metric, {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
