"""The last number of each key is left out."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step in range(len(values) - 1):
            writer.add_scalar(key, values[step], global_step=step)
    writer.close()
