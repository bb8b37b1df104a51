"""Saves parameters, without buffers."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    weights = {name: p.data for name, p in model.named_parameters()}
    torch.save({"model": weights, "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
