"""One number is written for each key: the mean of its list."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        writer.add_scalar(key, sum(values) / len(values), global_step=0)
    writer.close()
