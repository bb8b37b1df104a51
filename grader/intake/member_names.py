"""The name of a member of a zip archive as whoever packed it wrote it.

A name is UTF-8 only where a flag says so; else Python takes it for code page 437. Packers of macOS write UTF-8
without the flag, Windows its own code page (GBK where Chinese is spoken), Info-ZIP a second name beside the first.
Source: PKWARE's APPNOTE 4.4.4 and appendix D; Info-ZIP's Unicode Path Extra Field (0x7075).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075
HIGH = re.compile(rb"[\x80-\xff]+")


def member_name(info: zipfile.ZipInfo) -> str:
    """The name, with / between folders."""
    name = info.filename
    if not info.flag_bits & UTF8_FLAG and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:  # Python has read it by another rule already
            return name
        name = _unicode_path(info.extra, raw) or decoded(raw)
    return name.replace("\\", "/")


def decoded(raw: bytes) -> str:
    """A name without a flag: UTF-8 where it is, Chinese where every pair of bytes is a Chinese character, else 437."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    pairs = [run[at : at + 2] for run in HIGH.findall(raw) for at in range(0, len(run), 2)]
    # Rare characters alone are rather two letters with accents: both bytes of a common one are high.
    if any(min(pair) >= 0xA1 for pair in pairs) and all(len(pair) == 2 for pair in pairs):
        try:
            text = raw.decode("gbk")
        except UnicodeDecodeError:
            text = ""
        if text and all(char.isascii() or "\u4e00" <= char <= "\u9fff" or char in "（）·、—" for char in text):
            return text
    return raw.decode("cp437")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name of the Unicode Path Extra Field, if it is there and belongs to this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(body) > 5 and body[0] == 1:
            if int.from_bytes(body[1:5], "little") != zlib.crc32(raw):
                return None
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None
