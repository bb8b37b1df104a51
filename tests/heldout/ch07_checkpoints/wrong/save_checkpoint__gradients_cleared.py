"""Clears the gradients first, to make the file small."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    optimizer.zero_grad()
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
