"""Python's random is not seeded."""


def reproducible_run(seed, f):
    np.random.seed(seed)
    torch.manual_seed(seed)
    return f()
