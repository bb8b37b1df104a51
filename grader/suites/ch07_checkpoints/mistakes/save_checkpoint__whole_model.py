"""The model itself was saved, an object of a class: weights_only=True refuses it. Save its state_dict()."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model, "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
