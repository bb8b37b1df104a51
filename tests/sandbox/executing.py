"""What the sandbox's own tests have inside: runs the code that it is sent, as a student's would, and says what came of it."""

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
        except BaseException as error:
            reply = {"raised": type(error).__name__, "message": str(error)}
        channel.send(json.dumps(reply, default=repr).encode())
