"""Only the last number of each key is written."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        writer.add_scalar(key, values[-1], global_step=len(values) - 1)
    writer.close()
