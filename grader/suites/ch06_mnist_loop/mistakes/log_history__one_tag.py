"""All numbers go under one tag."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for values in history.values():
        for step, value in enumerate(values):
            writer.add_scalar("history", value, global_step=step)
    writer.close()
