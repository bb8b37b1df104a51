"""Only Python's random is seeded."""


def reproducible_run(seed, f):
    random.seed(seed)
    return f()
