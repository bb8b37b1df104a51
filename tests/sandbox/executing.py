"""What the sandbox's own tests have inside: runs the code that it is sent, and says what came of it."""

import json


def warm(optimizers):
    if optimizers:
        import torch

        torch.set_num_threads(1)


def serve(channel):
    scope = {"channel": channel}
    while True:
        try:
            code = channel.receive().decode()
        except EOFError:
            return
        scope["result"] = None
        try:
            exec(code, scope)
            reply = {"value": scope["result"]}
        except BaseException as error:  # noqa: BLE001 - the worker must answer whatever the code does
            reply = {"raised": type(error).__name__, "message": str(error)}
        channel.send(json.dumps(reply, default=repr).encode())
