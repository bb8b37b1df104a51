"""The loop begins with the second number."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step in range(1, len(values)):
            writer.add_scalar(key, values[step], global_step=step)
    writer.close()
