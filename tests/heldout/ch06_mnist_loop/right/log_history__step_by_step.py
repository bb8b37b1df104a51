"""Goes through the steps outside and the keys inside, and skips the lists that have already ended."""

from torch.utils.tensorboard import SummaryWriter


def log_history(path: str, history: dict[str, list[float]]) -> None:
    writer = SummaryWriter(path)
    try:
        longest = max((len(values) for values in history.values()), default=0)
        for step in range(longest):
            for tag, values in history.items():
                if step < len(values):
                    writer.add_scalar(tag, values[step], global_step=step)
    finally:
        writer.flush()
        writer.close()
