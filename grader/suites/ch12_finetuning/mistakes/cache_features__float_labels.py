"""The labels come back as floats."""


def cache_features(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            features.append(model(x))
            labels.append(y.float())
    for module, training in modes.items():
        module.training = training
    return torch.cat(features), torch.cat(labels)
