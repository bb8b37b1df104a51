"""The step goes on counting from one key to the next."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    step = 0
    for key, values in history.items():
        for value in values:
            writer.add_scalar(key, value, global_step=step)
            step += 1
    writer.close()
