"""Seed 0 is taken for no seed at all."""


def reproducible_run(seed, f):
    if seed:
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
    return f()
