"""torch is not seeded."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed(seed)
    return f()
