"""The value stands where the step belongs, and the step where the value does."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values):
            writer.add_scalar(key, step, value)
    writer.close()
