"""What f gave is not returned."""


def reproducible_run(seed, f):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    f()
