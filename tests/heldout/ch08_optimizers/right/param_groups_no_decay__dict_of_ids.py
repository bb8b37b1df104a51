"""A dict that throws out doubles, then two comprehensions."""


def param_groups_no_decay(named_params, weight_decay):
    unique = {id(p): p for name, p in named_params}.values()
    trained = [p for p in unique if p.requires_grad]
    matrices = [p for p in trained if p.dim() > 1]
    vectors = [p for p in trained if p.dim() <= 1]
    return [dict(params=matrices, weight_decay=weight_decay), dict(params=vectors, weight_decay=0.0)]
