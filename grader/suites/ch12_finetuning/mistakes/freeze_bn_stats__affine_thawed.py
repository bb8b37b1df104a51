"""The weight and the bias of the BatchNorm are made trainable, even if they were frozen."""


def freeze_bn_stats(model):
    def stay(norm):
        norm.eval()
        norm.train = lambda mode=True: norm

    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            stay(module)
            module.requires_grad_(True)
    return model
