"""Zips the lists and so cuts all curves to the length of the shortest one."""

from torch.utils.tensorboard import SummaryWriter


def log_history(path: str, history: dict[str, list[float]]) -> None:
    writer = SummaryWriter(log_dir=path)
    for step, row in enumerate(zip(*history.values())):
        for tag, value in zip(history, row):
            writer.add_scalar(tag, value, step)
    writer.close()
