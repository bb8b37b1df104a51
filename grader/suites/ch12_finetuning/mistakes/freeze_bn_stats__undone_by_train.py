"""eval() alone: the next model.train() undoes it."""


def freeze_bn_stats(model):
    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            module.eval()
    return model
