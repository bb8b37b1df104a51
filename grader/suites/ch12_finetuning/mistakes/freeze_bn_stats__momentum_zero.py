"""momentum=0 keeps the running statistics, but train mode still normalises with those of the batch."""


def freeze_bn_stats(model):
    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            module.momentum = 0.0
    return model
