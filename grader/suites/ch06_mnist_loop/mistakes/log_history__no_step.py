"""No step is given, so that every point lies at step 0."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for value in values:
            writer.add_scalar(key, value)
    writer.close()
