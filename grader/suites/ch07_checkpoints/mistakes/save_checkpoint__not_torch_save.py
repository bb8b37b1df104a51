"""What was written is no file of torch.save: torch.load cannot read what pickle.dump or a text file gives."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    import pickle

    with open(path, "wb") as file:
        pickle.dump({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file)
