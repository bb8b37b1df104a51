"""The features are computed in the mode in which the model came: dropout on, BatchNorm on the batch."""


def cache_features(model, batches):
    features, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            features.append(model(x))
            labels.append(y)
    return torch.cat(features), torch.cat(labels)
