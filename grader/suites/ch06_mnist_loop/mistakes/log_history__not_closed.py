"""The writer is neither closed nor flushed."""

# not nameable: how many points are missing depends on how far the writer's thread has come


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values):
            writer.add_scalar(key, value, global_step=step)
