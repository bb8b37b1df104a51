"""Train mode where an optimiser is given, eval mode otherwise."""

import torch


def load_checkpoint(path, model, optimizer=None):
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    if optimizer is not None:
        optimizer.load_state_dict(checkpoint["optimizer"])
        model.train()
    else:
        model.eval()
    return checkpoint["epoch"]
