"""Epoch by epoch, as a training loop would write, with a flush at each."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path, flush_secs=1)
    for step in range(max(map(len, history.values()), default=0)):
        for key, values in history.items():
            if step < len(values):
                writer.add_scalar(tag=key, scalar_value=values[step], global_step=step)
        writer.flush()
    writer.close()
