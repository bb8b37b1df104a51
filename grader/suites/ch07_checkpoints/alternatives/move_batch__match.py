"""By patterns."""


def move_batch(batch, device):
    match batch:
        case torch.Tensor():
            return batch.to(device=device, copy=True)
        case dict():
            moved = {}
            for key in batch:
                moved[key] = move_batch(batch[key], device)
            return moved
        case list() | tuple():
            return type(batch)(map(lambda value: move_batch(value, device), batch))
        case _:
            return batch
