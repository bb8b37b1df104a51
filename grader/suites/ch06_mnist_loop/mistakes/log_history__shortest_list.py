"""The lists are gone through side by side, as far as the shortest one goes."""


def log_history(path, history):
    writer = SummaryWriter(log_dir=path)
    for step, row in enumerate(zip(*history.values(), strict=False)):
        for key, value in zip(history, row, strict=True):
            writer.add_scalar(key, value, global_step=step)
    writer.close()
