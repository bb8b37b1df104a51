"""Counts the steps on through all keys, so that only the first curve begins at step 0."""

from torch.utils.tensorboard import SummaryWriter


def log_history(path: str, history: dict[str, list[float]]) -> None:
    writer = SummaryWriter(log_dir=path)
    step = 0
    for tag, values in history.items():
        for value in values:
            writer.add_scalar(tag, value, step)
            step += 1
    writer.close()
