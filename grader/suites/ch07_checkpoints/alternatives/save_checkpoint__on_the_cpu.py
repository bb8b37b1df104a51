"""An open file, and tensors brought to the CPU."""


def save_checkpoint(path, model, optimizer, epoch):
    state = {name: value.detach().cpu().clone() for name, value in model.state_dict().items()}
    with open(path, "wb") as file:
        torch.save({"epoch": epoch, "optimizer": optimizer.state_dict(), "model": state}, file)
