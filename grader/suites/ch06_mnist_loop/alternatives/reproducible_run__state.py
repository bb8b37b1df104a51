"""A named helper; the state of NumPy's generator set from a RandomState."""

import os


def seed_everything(seed):
    os.environ["PYTHONHASHSEED"] = str(seed)
    random.seed(seed)
    np.random.set_state(np.random.RandomState(seed).get_state())
    torch.manual_seed(seed)
    if torch.cuda.is_available():
        torch.cuda.manual_seed_all(seed)


def reproducible_run(seed, f):
    seed_everything(seed)
    return f()
