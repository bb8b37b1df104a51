"""Does not write over a file that is there."""

import os

import torch


def save_checkpoint(path, model, optimizer, epoch):
    if os.path.exists(path):
        return
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
