"""track_running_stats=False: the statistics stand still, but train mode still normalises with those of the batch."""


def freeze_bn_stats(model):
    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            module.track_running_stats = False
    return model
