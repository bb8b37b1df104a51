"""The model was turned into half precision for the file, and training would go on with it."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.half().state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, path)
