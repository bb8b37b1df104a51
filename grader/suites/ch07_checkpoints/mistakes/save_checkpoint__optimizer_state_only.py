"""The optimiser's averages were saved, but not its settings: state_dict() has both."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()["state"], "epoch": epoch}, path)
