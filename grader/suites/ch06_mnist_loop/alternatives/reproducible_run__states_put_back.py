"""The generators are seeded for f alone, and put back afterwards."""


def reproducible_run(seed, f):
    python, numpy = random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        random.seed(seed)
        np.random.seed(seed)
        result = f()
    random.setstate(python)
    np.random.set_state(numpy)
    return result
