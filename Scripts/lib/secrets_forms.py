"""Every form in which a planted text or key could lie in a file or an output, and the search for them (FAULTS.md §10)."""

import base64
import gzip
import json
import re
import urllib.parse
import zlib


class Canary:
    """Something planted: its name, its bytes, and the random part of it that stands nowhere by chance."""

    def __init__(self, name, content, word=None):
        self.name = name
        self.bytes = content.encode() if isinstance(content, str) else content
        self.text = content if isinstance(content, str) else None
        self.word = word.encode() if word else self.bytes


def _base64(content):
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + content)
        yield encoded[4 if shift else 0:(shift + len(content)) // 3 * 4]


def forms(canary):
    """Pairs of a form's name and its bytes."""
    content = canary.bytes
    found = {content: "raw", content.hex().encode(): "hex", content.hex().upper().encode(): "hex"}
    for encoded in _base64(content):
        found.setdefault(encoded, "base64")
        found.setdefault(encoded.translate(bytes.maketrans(b"+/", b"-_")), "base64url")
    everything = "".join(f"%{byte:02x}" for byte in content)
    for text in (everything, everything.upper()):
        found.setdefault(text.encode(), "percent")
    if canary.text is not None:
        text = canary.text
        found.setdefault(text.lower().encode(), "lower case")
        found.setdefault(text.encode("utf-16-le"), "utf-16")
        found.setdefault(text.encode("utf-16-be"), "utf-16")
        for quote in (urllib.parse.quote, urllib.parse.quote_plus):
            encoded = quote(text, safe="")
            lower = re.sub("%..", lambda digits: digits.group().lower(), encoded)
            found.setdefault(encoded.encode(), "percent")
            found.setdefault(lower.encode(), "percent")
        for ascii_only in (False, True):
            escaped = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
            found.setdefault(escaped.encode(), "json")
            found.setdefault(escaped.replace("/", "\\/").encode(), "json")
    for start in range(len(canary.word) - 7):
        found.setdefault(canary.word[start:start + 8], "slice")
    return [(name, needle) for needle, name in found.items() if len(needle) >= 8]


def inflated(content):
    """What lies compressed in some bytes: every gzip member and every zlib stream that can be read."""
    for begin in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", content):
        decoder = zlib.decompressobj(31 if content[begin.start()] == 0x1F else 15)
        try:
            part = decoder.decompress(content[begin.start():], 1 << 26)
        except zlib.error:
            continue
        if part:
            yield part


class Search:
    """Looks for many canaries in bytes."""

    def __init__(self, canaries):
        self.needles = [(canary.name, form, needle) for canary in canaries for form, needle in forms(canary)]

    def found(self, content, inside=True):
        """Names and forms of what stands in some bytes, also compressed in them."""
        # Space that was kept aside is most of some files.
        content = re.sub(rb"\0{256,}", bytes(256), content)
        hits = {(name, form) for name, form, needle in self.needles if needle in content}
        if inside:
            for part in inflated(content):
                hits |= {(name, f"{form} in gzip") for name, form in self.found(part, inside=False)}
        return hits


def control():
    """A search counts only after it has found what was planted."""
    canaries = [
        Canary("text", 'Zanzibar "café" and/or qwertyuiopasdfghjk, a@b.example', "qwertyuiopasdfghjk"),
        Canary("bytes", bytes(range(231, 199, -1))),
    ]
    search = Search(canaries)
    for canary in canaries:
        for form, needle in forms(canary):
            for planted in (b"before" + needle + b"after", b"x" + gzip.compress(b"before" + needle + b"after")):
                assert any(name == canary.name for name, _ in search.found(planted)), (canary.name, form)
        for before in range(6):
            whole = base64.b64encode(b"~" * before + canary.bytes + b"~~")
            assert (canary.name, "base64") in search.found(whole), (canary.name, before)
    assert not search.found(bytes(range(256)) * 4 + b"and/or Zanzibar example"), "found what is not there"
