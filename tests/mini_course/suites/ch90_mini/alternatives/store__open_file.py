"""The file is opened first."""


def store(value, path):
    with open(path, "wb") as file:
        torch.save(value.clone(), file)
