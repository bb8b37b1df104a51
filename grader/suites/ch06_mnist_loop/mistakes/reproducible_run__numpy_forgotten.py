"""NumPy is not seeded."""


def reproducible_run(seed, f):
    random.seed(seed)
    torch.manual_seed(seed)
    return f()
