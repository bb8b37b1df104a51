"""A training that can be interrupted after any epoch and ends where it would have ended anyway."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


def resume_equals_uninterrupted(
    path: str,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
) -> list[float]:
    """Train until `epochs` epochs are done in all, going on from the checkpoint at `path` if there is one.

    A program that is ended after any epoch and started again with the same arguments, but a new model, a new optimiser
    and a new generator, ends with the very parameters of one that was never interrupted.

    In each epoch the samples are put into the order of torch.randperm(N, generator=generator), drawn once at the
    beginning of the epoch, and cut into batches of `batch_size`; the last one is shorter where N is no multiple of it.
    Each batch is one step of the optimiser on the cross-entropy, the mean over the batch. After each epoch a
    checkpoint is written to `path`.

    Args:
        path: the checkpoint's file. Its folder exists; the file may not. What is in it is up to you, as long as
            torch.load(path, weights_only=True) reads it.
        model: turns x into logits of shape (N, C). It comes in train mode. Its values count where there is no
            checkpoint, and only there.
        optimizer: an optimiser over the model's parameters; likewise.
        x: inputs, shape (N, ...).
        y: the class of each sample, shape (N,), int64.
        batch_size: how many samples a step takes.
        epochs: how many epochs are to be done in all, by this call and those before it.
        generator: a CPU generator, from which the order of every epoch is drawn. Its state counts where there is no
            checkpoint; get_state() gives it as a tensor, set_state() puts it back.

    Returns:
        The mean loss over the samples (not over the batches) of every epoch that this call trained, as Python floats:
        an empty list where the checkpoint has all epochs already. The model then holds the checkpoint's state.

    Raises:
        pickle.UnpicklingError: the file at `path` holds objects other than tensors and plain values.

    Forbidden: torch.load(..., weights_only=False).

    Example:
        One batch of two samples and weights that are zero: the losses are 0.6931 and 0.6178, as they would be in one
        call with epochs=2. The second model's own weights do not matter.

        >>> import tempfile
        >>> path = tempfile.mkdtemp() + "/run.pt"
        >>> x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1])
        >>> def run(start, epochs):
        ...     model = nn.Linear(1, 2, bias=False)
        ...     _ = nn.init.constant_(model.weight, start)
        ...     optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
        ...     losses = resume_equals_uninterrupted(path, model, optimizer, x, y, 2, epochs, torch.Generator())
        ...     return [round(loss, 4) for loss in losses]
        >>> run(0.0, epochs=1), run(5.0, epochs=2)
        ([0.6931], [0.6178])
    """
    ### BEGIN SOLUTION
    done = 0
    if Path(path).exists():
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        generator.set_state(checkpoint["generator"])
        done = checkpoint["epochs"]
    losses = []
    for epoch in range(done, epochs):
        total = 0.0
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        losses.append(total / len(x))
        checkpoint = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "generator": generator.get_state(),
            "epochs": epoch + 1,
        }
        torch.save(checkpoint, path)
    return losses
    ### END SOLUTION
