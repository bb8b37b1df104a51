"""Saves the optimiser's settings, not its state."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    groups = optimizer.state_dict()["param_groups"]
    torch.save(
        {"model": model.state_dict(), "optimizer": {"state": {}, "param_groups": groups}, "epoch": epoch}, path
    )
