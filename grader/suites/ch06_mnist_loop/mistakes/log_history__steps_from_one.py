"""The steps are counted from 1."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values, start=1):
            writer.add_scalar(key, value, global_step=step)
    writer.close()
