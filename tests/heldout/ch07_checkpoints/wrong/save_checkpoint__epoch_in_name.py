"""Puts the epoch into the name of the file."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(checkpoint, path.replace(".pt", f"_{epoch}.pt"))
