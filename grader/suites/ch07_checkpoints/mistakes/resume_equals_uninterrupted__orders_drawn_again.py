"""The generator is not saved: the orders of the epochs that are done are drawn once more from the new one."""


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    done = 0
    if Path(path).exists():
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        done = checkpoint["epochs"]
        for _ in range(done):
            torch.randperm(len(x), generator=generator)
    losses = []
    for epoch in range(done, epochs):
        total = 0.0
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        losses.append(total / len(x))
        checkpoint = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epochs": epoch + 1,
        }
        torch.save(checkpoint, path)
    return losses
