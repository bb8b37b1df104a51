"""Prints the error and goes on."""

import torch


def load_checkpoint(path, model, optimizer=None):
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    try:
        model.load_state_dict(checkpoint["model"])
        if optimizer is not None:
            optimizer.load_state_dict(checkpoint["optimizer"])
    except RuntimeError as error:
        print("could not load everything:", error)
    return checkpoint["epoch"]
