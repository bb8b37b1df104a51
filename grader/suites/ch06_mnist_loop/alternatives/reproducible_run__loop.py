"""A loop over the three seeding functions."""


def reproducible_run(seed, f):
    for set_seed in (torch.manual_seed, np.random.seed, random.seed):
        set_seed(seed)
    result = f()
    return result
