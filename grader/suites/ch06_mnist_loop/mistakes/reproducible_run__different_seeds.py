"""Each generator gets a seed of its own, made from seed."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed((seed + 1) % 2**32)
    torch.manual_seed(seed + 2)
    return f()
