"""The writer is neither closed nor flushed."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values):
            writer.add_scalar(key, value, global_step=step)
