#!/usr/bin/env python3
"""Verifies what AURA hands out, without AURA: exported audit logs, checkpoints, proofs, receipts.

Written from Docs/Audit.md alone; needs Python 3.9 and the package `cryptography`.

    verify-audit.py log FILE --public-key KEY [--checkpoints FILE]
    verify-audit.py checkpoints NEWER --from OLDER --public-key KEY
    verify-audit.py proof FILE --public-key KEY
    verify-audit.py receipt FILE --public-key KEY

Exits with 0 if everything holds, with 1 and a sentence if not.
"""

import argparse
import base64
import binascii
import datetime
import hashlib
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ENTRY = {"v", "chain", "seq", "at", "actor", "action", "object", "clause", "request", "commitment"}
RECEIPT = (
    "receiptId planId planDigest digest stores requestId law articles controller role subjectRef policyVersion "
    "mapHash receivedAt deadline completedAt perClass derived recipients backups verification"
).split()
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Wrong(Exception):
    """What does not hold, as a sentence."""


def need(condition, sentence):
    if not condition:
        raise Wrong(sentence)


def sha256(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha256(b"\x01" + left + right)


# JSON


def members(pairs):
    need(len({name for name, _ in pairs}) == len(pairs), "a name stands twice in an object")
    return dict(pairs)


def no_number(text):
    raise Wrong("a number is no integer")


def parse(text):
    try:
        return json.loads(text, object_pairs_hook=members, parse_float=no_number, parse_constant=no_number)
    except (ValueError, RecursionError):
        raise Wrong("a line or a file is no JSON") from None


def canonical(value):
    """RFC 8785 for integers, strings, booleans, null, lists and objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def text_of(value, what):
    need(isinstance(value, str), what + " is no text")
    return value


def hash_of(value, what):
    need(isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value), what + " is no hash")
    return bytes.fromhex(value)


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Wrong("a checkpoint holds no base64") from None
    need(base64.b64encode(data).decode() == text, "a checkpoint holds base64 of another spelling")
    return data


# Checkpoints


class Key:
    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        need(re.fullmatch("[0-9a-f]{64}\n?", text), "the public key is not 64 hexadecimal digits")
        self.bytes = bytes.fromhex(text.strip())
        self.key = Ed25519PublicKey.from_public_bytes(self.bytes)

    def verifies(self, signature, message):
        try:
            self.key.verify(signature, message)
            return True
        except InvalidSignature:
            return False

    def id_for(self, name):
        return sha256(name.encode() + b"\n\x01" + self.bytes)[:4]


def checkpoint(note, origin, key):
    """Size and root of a note that is signed for this origin; without an origin, for the one that it names."""
    need(not re.search("[\x00-\x09\x0b-\x1f\x7f]", note) and note.endswith("\n"), "a checkpoint cannot be read")
    text, gap, below = note.rpartition("\n\n")
    need(gap, "a checkpoint cannot be read")
    text += "\n"
    lines = text[:-1].split("\n")
    need(len(lines) >= 3 and all(lines), "a checkpoint cannot be read")
    need(re.fullmatch("0|[1-9][0-9]{0,17}", lines[1]), "a checkpoint's size cannot be read")
    root = from_base64(lines[2])
    need(len(root) == 32, "a checkpoint's root is not 32 bytes")
    need(origin is None or lines[0] == origin, "a checkpoint is of another installation or chain")
    signed = False
    for line in below[:-1].split("\n"):
        match = re.fullmatch("— ([^ +]+) ([^ ]+)", line)
        need(match, "a checkpoint's signature cannot be read")
        data = from_base64(match[2])
        need(len(data) > 4, "a checkpoint's signature cannot be read")
        if match[1] == lines[0] and data[:4] == key.id_for(lines[0]):
            need(key.verifies(data[4:], text.encode()), "a checkpoint's signature is not of this key")
            signed = True
    need(signed, "a checkpoint is not signed by this key")
    return lines[0], int(lines[1]), root


def checkpoint_of_chain(note, chain, key):
    """The same for a note that names its installation itself."""
    origin, size, root = checkpoint(note, None, key)
    parts = origin.split("/")
    need(len(parts) == 3 and parts[0] == "aura" and parts[2] == chain, "a checkpoint is of another chain")
    return origin, size, root


def json_lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    need(text.endswith("\n"), "the file's last line is cut")
    return [parse(line) for line in text[:-1].split("\n")]


def checkpoint_lines(path):
    lines = json_lines(path)
    for line in lines:
        need(isinstance(line, dict), "a line is no checkpoint")
        text_of(line.get("chain"), "a checkpoint's chain")
        text_of(line.get("note"), "a checkpoint")
    return lines


# Chains


def leaf_of(text, chain, sequence, newest):
    entry = parse(text)
    need(isinstance(entry, dict) and set(entry) == ENTRY and canonical(entry) == text, "is not canonical")
    need(entry["v"] == 1 and entry["chain"] == chain, "is of another chain")
    need(entry["seq"] == sequence, "is not in its place")
    need(isinstance(entry["at"], str) and TIME.fullmatch(entry["at"]), "has no time")
    datetime.datetime.fromisoformat(entry["at"][:-1])
    need(entry["at"] >= newest, "is older than the one before it")
    return sha256(b"\x00" + text.encode()), entry["at"]


def roots(leaves):
    """The root of the tree at every size."""
    found, edge = [sha256(b"")], []
    for count, leaf in enumerate(leaves):
        while count & 1:
            leaf, count = node(edge.pop(), leaf), count >> 1
        edge.append(leaf)
        root = edge[-1]
        for left in reversed(edge[:-1]):
            root = node(left, root)
        found.append(root)
    return found


def verify_chain(chain, lines, kept, installation, key):
    head, newest, leaves = sha256(b"aura/audit/v1/" + chain.encode()), "", []
    for line in lines:
        if "note" in line:
            need(not leaves, "a checkpoint stands behind the entries")
            continue
        text = text_of(line.get("entry"), "an entry")
        try:
            leaf, newest = leaf_of(text, chain, len(leaves), newest)
        except (Wrong, ValueError) as error:
            raise Wrong(f"{chain}: entry {len(leaves)} {error}") from None
        head = sha256(head + leaf)
        need(line.get("hash") == head.hex(), f"{chain}: entry {len(leaves)} is not as it was written")
        leaves.append(leaf)
    all_roots, sizes = roots(leaves), set()
    origin = f"aura/{installation}/{chain}"
    own = [line for line in lines if "note" in line]
    for number, line in enumerate(own + kept):
        _, size, root = checkpoint(text_of(line["note"], "a checkpoint"), origin, key)
        need(size <= len(leaves), f"{chain}: entries from {len(leaves)} on are missing")
        need(all_roots[size] == root, f"{chain}: entries before {size} were rewritten")
        if number < len(own):
            sizes.add(size)
    need(len(leaves) in sizes, f"{chain}: the end is not under a checkpoint")
    return len(leaves)


def verify_log(path, key, kept):
    head, *lines = json_lines(path)
    need(isinstance(head, dict) and head.get("kind") == "AuditLog", "this is no exported audit log")
    need(head.get("schema") == "aura/audit-log/1", "this is an audit log of another version")
    need(head.get("publicKey") == key.bytes.hex(), "the file is of another key")
    chains = {}
    previous = None
    for line in lines:
        need(isinstance(line, dict), "a line is no object")
        chain = text_of(line.get("chain"), "a chain")
        need(chain == previous or chain not in chains, "a chain's lines are not together")
        chains.setdefault(chain, []).append(line)
        previous = chain
    for line in kept:
        need(line["chain"] in chains, f"the chain {line['chain']} is missing")
    total = 0
    for chain, own in chains.items():
        of_chain = [line for line in kept if line["chain"] == chain]
        total += verify_chain(chain, own, of_chain, text_of(head.get("installation"), "an installation"), key)
    return f"{total} entries of {len(chains)} chains hold"


# Proofs


def verify_inclusion(proof, key):
    need(isinstance(proof, dict), "the proof is no object")
    text = text_of(proof.get("entry"), "the proof's entry")
    chain, index, size = text_of(proof.get("chain"), "the chain"), proof.get("index"), proof.get("size")
    need(type(index) is int and type(size) is int and 0 <= index < size, "the proof's place cannot be")
    n, _ = leaf_of(text, chain, index, "")
    _, signed_size, root = checkpoint_of_chain(text_of(proof.get("checkpoint"), "the checkpoint"), chain, key)
    need(signed_size == size, "the checkpoint is of another size")
    need(isinstance(proof.get("path"), list), "the proof has no path")
    i, m = index, size - 1
    for step in proof["path"]:
        p = hash_of(step, "a step of the path")
        need(m > 0, "the path is too long")
        if i & 1 or i == m:
            n = node(p, n)
            while not i & 1 and i:
                i, m = i >> 1, m >> 1
        else:
            n = node(n, p)
        i, m = i >> 1, m >> 1
    need(m == 0 and n == root, "the proof does not lead to the signed root")
    return parse(text)


def verify_consistency(newer, older, key):
    for line in older:
        need(line["chain"] in {new["chain"] for new in newer}, f"the chain {line['chain']} is missing")
    for line in newer:
        origin, size, root = checkpoint_of_chain(line["note"], line["chain"], key)
        for old in (old for old in older if old["chain"] == line["chain"]):
            _, old_size, old_root = checkpoint(old["note"], origin, key)
            need(old_size <= size, f"{line['chain']}: the newer checkpoint has fewer entries")
            given = line.get("consistency")
            need(isinstance(given, dict) and given.get("from") == old_size, f"{line['chain']}: the proof is missing")
            need(isinstance(given.get("proof"), list), f"{line['chain']}: the proof is missing")
            proof = [hash_of(step, "a step of the proof") for step in given["proof"]]
            need(
                continues(old_size, old_root, size, root, proof),
                f"{line['chain']}: the newer checkpoint does not continue the older one",
            )
    return f"{len(newer)} checkpoints hold"


def continues(old_size, old_root, size, root, proof):
    if old_size == 0:
        return not proof and old_root == sha256(b"")
    if old_size == size:
        return not proof and old_root == root
    if old_size & (old_size - 1) == 0:
        proof = [old_root] + proof
    if not proof:
        return False
    a = b = proof[0]
    i, m = old_size - 1, size - 1
    while i & 1:
        i, m = i >> 1, m >> 1
    for p in proof[1:]:
        if m == 0:
            return False
        if i & 1 or i == m:
            a, b = node(p, a), node(p, b)
            while not i & 1 and i:
                i, m = i >> 1, m >> 1
        else:
            b = node(b, p)
        i, m = i >> 1, m >> 1
    return m == 0 and a == old_root and b == root


def verify_receipt(receipt, key):
    need(isinstance(receipt, dict) and all(name in receipt for name in RECEIPT), "this is no receipt")
    signature = receipt.get("signature")
    need(isinstance(signature, str) and re.fullmatch("[0-9a-f]{128}", signature), "the receipt is not signed")
    message = canonical({name: receipt[name] for name in RECEIPT}).encode()
    need(key.verifies(bytes.fromhex(signature), message), "the receipt is not what this key has signed")
    digested = {name: receipt[name] for name in ("planDigest", "policyVersion", "mapHash")}
    digested["perClass"] = [
        {**line, "retained": line["retained"] and {"article": line["retained"]["article"]}}
        for line in receipt["perClass"]]
    need(receipt["digest"] == sha256(canonical(digested).encode()).hex(), "the receipt's digest is another")
    entry = verify_inclusion(receipt.get("auditInclusionProof"), key)
    need(entry["object"] == receipt["receiptId"], "the proof is of another receipt")
    need(entry["action"] in ("purge.completed", "erasure.completed", "erasure.replayed"), "the proof is of another event")
    return f"the receipt {receipt['receiptId']} holds"


def document(path):
    with open(path, encoding="utf-8", newline="") as file:
        return parse(file.read())


def main():
    arguments = argparse.ArgumentParser(description="Verifies what AURA hands out.")
    arguments.add_argument("what", choices=["log", "checkpoints", "proof", "receipt"])
    arguments.add_argument("file")
    arguments.add_argument("--public-key", required=True, help="a file with 64 hexadecimal digits")
    arguments.add_argument("--checkpoints", help="checkpoints that were kept elsewhere")
    arguments.add_argument("--from", dest="older", help="older checkpoints")
    given = arguments.parse_args()
    try:
        key = Key(given.public_key)
        if given.what == "log":
            kept = checkpoint_lines(given.checkpoints) if given.checkpoints else []
            print(verify_log(given.file, key, kept))
        elif given.what == "checkpoints":
            older = checkpoint_lines(given.older) if given.older else []
            print(verify_consistency(checkpoint_lines(given.file), older, key))
        elif given.what == "proof":
            entry = verify_inclusion(document(given.file), key)
            print(f"the entry {entry['chain']}/{entry['seq']} stands in its chain")
        else:
            print(verify_receipt(document(given.file), key))
    except (Wrong, OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
