"""The features are shuffled, the labels are not."""


def cache_features(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            features.append(model(x))
            labels.append(y)
    for module, training in modes.items():
        module.training = training
    features = torch.cat(features)
    return features[torch.randperm(len(features))], torch.cat(labels)
