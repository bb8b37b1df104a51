"""The optimiser's state is missing: Adam would start again from nothing."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.state_dict(), "epoch": epoch}, path)
