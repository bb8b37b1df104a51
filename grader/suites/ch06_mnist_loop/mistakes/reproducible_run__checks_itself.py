"""f is run twice, with the seeds set before each, and the second result is returned."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    f()
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return f()
