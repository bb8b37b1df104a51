"""To a file beside it first, which then takes its place: never half a checkpoint."""

import os


def save_checkpoint(path, model, optimizer, epoch):
    content = dict(model=model.state_dict(), optimizer=optimizer.state_dict(), epoch=epoch)
    torch.save(content, path + ".part")
    os.replace(path + ".part", path)
