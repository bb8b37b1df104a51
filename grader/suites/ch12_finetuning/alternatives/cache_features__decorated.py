"""no_grad as a decorator, one comprehension."""


@torch.no_grad()
def cache_features(model, batches):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    pairs = [(model(x), y) for x, y in batches]
    for module, mode in modes:
        module.training = mode
    return torch.cat([f for f, _ in pairs]), torch.cat([y for _, y in pairs])
