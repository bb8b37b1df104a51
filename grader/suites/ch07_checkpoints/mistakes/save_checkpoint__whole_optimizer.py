"""The optimiser itself was saved, an object of a class: weights_only=True refuses it. Save its state_dict()."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.state_dict(), "optimizer": optimizer, "epoch": epoch}, path)
