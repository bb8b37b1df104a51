"""f is run a second time after the result is there."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    result = f()
    f()
    return result
