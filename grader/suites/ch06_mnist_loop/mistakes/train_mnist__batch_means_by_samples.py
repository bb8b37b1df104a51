"""The mean losses of the batches are added up and divided by the number of samples."""


def train_mnist(model, batches, epochs, lr):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in batches:
            opt.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            opt.step()
            total += loss.item()
            count += len(y)
        losses.append(total / count)
    return losses
