"""The inputs are put into the new order, the labels are not."""


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    done = 0
    if Path(path).exists():
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        generator.set_state(checkpoint["generator"])
        done = checkpoint["epochs"]
    losses = []
    for epoch in range(done, epochs):
        total, start = 0.0, 0
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[rows]), y[start : start + batch_size])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
            start += batch_size
        losses.append(total / len(x))
        checkpoint = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "generator": generator.get_state(),
            "epochs": epoch + 1,
        }
        torch.save(checkpoint, path)
    return losses
