"""How this process's malloc deals with large pieces that are freed and asked for again."""

from __future__ import annotations

import ctypes

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt (malloc.h)."""
MOST_KEPT = 128 << 20
LARGEST_KEPT = 32 << 20
"""Bytes; glibc takes no larger threshold on 64 bits."""


def keep_freed() -> bool:
    """Keep up to 128 MiB of what is freed, in pieces of up to 32 MiB; False where malloc is not glibc's.

    By default such pieces go back to the kernel, and every page of the next one is faulted in anew: for the temporaries
    of a comparison of a million values that took longer than the comparing. For a process that judges again and again.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # musl, macOS, Windows
        return False
    return bool(mallopt(MMAP_THRESHOLD, LARGEST_KEPT)) and bool(mallopt(TRIM_THRESHOLD, MOST_KEPT))
