"""Saves half of the bits; model.half() changes the model itself."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    state = {k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}
    torch.save({"model": state, "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
