"""The writer as a context manager."""


def log_history(path, history):
    with SummaryWriter(path) as writer:
        for key in history:
            for step in range(len(history[key])):
                writer.add_scalar(key, history[key][step], step)
