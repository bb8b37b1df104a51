"""Curves for TensorBoard."""

from torch.utils.tensorboard import SummaryWriter


def log_history(path: str, history: dict[str, list[float]]) -> None:
    """Write a training history to a TensorBoard event file.

    Args:
        path: the folder for the event file (log_dir of SummaryWriter); made if it does not exist.
        history: one list of numbers per key, as fit returns it. The lists may differ in length.

    Returns:
        None. When the function returns, everything is on the disk: the writer is closed.

    Each key becomes one scalar tag of exactly that name, and entry number i of its list (counted
    from 0) becomes the value at step i.

    Forbidden: nothing. The simplest way is to call add_scalar once for each number.

    Example:
        `log_history("runs/first", {"train_loss": [0.5, 0.25], "val_acc": [0.75]})` writes
        train_loss = 0.5 at step 0, train_loss = 0.25 at step 1 and val_acc = 0.75 at step 0.
        `tensorboard --logdir runs` draws them.
    """
    ### BEGIN SOLUTION
    writer = SummaryWriter(log_dir=path)
    for key, values in history.items():
        for step, value in enumerate(values):
            writer.add_scalar(key, value, global_step=step)
    writer.close()
    ### END SOLUTION
