"""Only NumPy is seeded."""


def reproducible_run(seed, f):
    np.random.seed(seed)
    return f()
