"""add_scalars puts each key into a run of its own, under one common tag."""

# not nameable: there is one event file per key, and the reader takes them in an order that changes from run to run


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values):
            writer.add_scalars("history", {key: value}, global_step=step)
    writer.close()
