"""f is run a second time without seeding again."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    f()
    return f()
