"""Only torch is seeded."""


def reproducible_run(seed, f):
    torch.manual_seed(seed)
    return f()
