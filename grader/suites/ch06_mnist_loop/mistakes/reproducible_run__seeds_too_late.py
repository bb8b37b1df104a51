"""The generators are seeded after f has run."""


def reproducible_run(seed, f):
    result = f()
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return result
