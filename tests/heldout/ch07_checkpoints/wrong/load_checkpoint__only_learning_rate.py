"""Restores the learning rate and nothing else of the optimiser."""

import torch


def load_checkpoint(path, model, optimizer=None):
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    if optimizer is not None:
        for group, saved in zip(optimizer.param_groups, checkpoint["optimizer"]["param_groups"]):
            group["lr"] = saved["lr"]
    return checkpoint["epoch"]
