"""Writes with pickle, not torch.save."""

import pickle


def save_checkpoint(path, model, optimizer, epoch):
    with open(path, "wb") as f:
        pickle.dump({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, f)
