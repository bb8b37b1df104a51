"""Switches to eval mode and back to train mode, whatever it was."""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    model.eval()
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(state, path)
    model.train()
