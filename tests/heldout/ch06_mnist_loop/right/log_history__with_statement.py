"""Opens the writer in a with statement, which closes it at the end."""

from torch.utils.tensorboard import SummaryWriter


def log_history(path: str, history: dict[str, list[float]]) -> None:
    with SummaryWriter(log_dir=path) as writer:
        for tag, values in history.items():
            for step, value in enumerate(values):
                writer.add_scalar(tag, value, step)
