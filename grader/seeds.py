"""Seeds: every random input of a run is derived by HMAC from one key, so that a run can be repeated exactly."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Seeds:
    """The key of a run; `shown` is what a learner types to repeat it."""

    key: bytes
    shown: str

    @classmethod
    def from_text(cls, text: str | None) -> Seeds:
        """The seeds of `--seed TEXT`; a fresh one where none was given."""
        shown = str(secrets.randbelow(10**9)) if text is None else text
        return cls(hashlib.sha256(b"gradstep:" + shown.encode("utf-8", "surrogatepass")).digest(), shown)

    def derive(self, *parts: str) -> int:
        """A 63-bit number for these parts; another part gives an unrelated number."""
        encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
        message = b"".join(len(part).to_bytes(8, "big") + part for part in encoded)
        return int.from_bytes(hmac.digest(self.key, message, "sha256")[:8], "big") >> 1
