"""Only the model is in the file: without the optimiser's state and the epoch nobody can go on from it."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save({"model": model.state_dict()}, path)
