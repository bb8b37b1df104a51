"""Only a positive's score can be the best threshold."""


def best_threshold(scores, y):
    best, threshold = -1.0, 0.0
    positives = int(y.sum())
    for candidate in scores[y == 1].tolist():
        said = scores >= candidate
        f1 = 2 * int(y[said].sum()) / (int(said.sum()) + positives)
        if f1 > best:
            best, threshold = f1, candidate
    return threshold
