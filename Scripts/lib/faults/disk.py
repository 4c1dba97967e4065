"""F-disk: full, failing and read-only disks, flipped bits, exchanged files, wrong modes, a long reader."""

import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import threading
import time

from . import oracle, scene, syscalls
from .store import Broken, Settings, Store, scratch

ACME = ("--tenant", "acme")
CHAT = ("chat", "send", "When are you open?", "--bot", "acme/helpdesk")
ERASE = scene.named("subject erase").words


def told(store, *words, stdin=""):
    """A command's exit code and error."""
    code, _, error = store.run(*words, "-o", "json", stdin=stdin)
    lines = [line for line in error.strip().splitlines() if line.startswith("{")]
    return code, json.loads(lines[-1]) if code and lines else {}


def outcome(kind, name, body, *values):
    """One case, run at once."""
    try:
        body(*values)
        return {"kind": kind, "case": name, "failure": None}
    except (Broken, sqlite3.DatabaseError) as failure:
        return {"kind": kind, "case": name, "failure": str(failure)}


def expect(store, wanted, *words, code=None):
    found, error = told(store, *words)
    if found not in wanted or code and error.get("code") not in code:
        raise Broken(f"{' '.join(words)}: exit {found} {error.get('code')}: {error.get('message')}")


def at_calls(report, base, options):
    """DK1, DK2: the disk is full, or fails, at a call."""
    names = [n for n in syscalls.JOBS if n != "backup restore"] if Settings.full else ["chat send", "subject erase"]
    found = list(syscalls.cases(base, "pwrite64,write,ftruncate", "error=ENOSPC", ["init", *names], 10))
    found += syscalls.cases(base, "pwrite64,write,ftruncate", "error=ENOSPC", names, 10, ongoing="+")
    report.run("DK1: no space at a write", found)
    found = list(syscalls.cases(base, "fdatasync,fsync", "error=EIO", ["init", *names], 10))
    found += syscalls.cases(base, "pwrite64,write", "error=EIO", names, 6)
    report.run("DK2: a failing disk", found)


class Tmpfs:
    """A small disk of its own; only root can have one."""

    def __init__(self, base, megabytes):
        self.store = Store(scratch("disk"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "aura", self.store.folder], check=True)
        shutil.copytree(base.folder, self.store.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reserve"))

    def __enter__(self):
        return self.store

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.store.folder], check=False)
        self.store.remove()


def fill(store, left):
    """Leaves so many bytes."""
    free = shutil.disk_usage(store.folder).free
    with open(store.folder / "filler", "ab") as filler:
        os.posix_fallocate(filler.fileno(), filler.seek(0, 2), max(1, free - left))


def full_disk(base):
    with Tmpfs(base, 128) as store:
        store.must("status")
        fill(store, 40 << 20)
        expect(store, {74}, *CHAT, code={"storageFull"})
        fill(store, 0)
        expect(store, {74}, *CHAT, code={"storageFull"})
        for words in (ERASE, ("retention", "purge", "--yes"), ("key", "rewrap", *ACME), ("key", "rewrap", *ACME,
                      "--content"), ("key", "revoke", "openai", *ACME, "--yes")):
            expect(store, {0}, *words)
        (store.folder / "filler").unlink()
        store.must(*CHAT)
        oracle.check(store)


def killed_on_full_disk(base):
    with Tmpfs(base, 128) as store:
        store.must("status")
        fill(store, 0)
        store.run(*ERASE, fault="erase.ledger:1:kill")
        # The next command finishes it, on the same full disk.
        store.must("status")
        oracle.check(store, ["I1", "I3", "I5", "I7", "I8"])


def read_only(base):
    with Tmpfs(base, 128) as store:
        store.must("status")
        subprocess.run(["mount", "-o", "remount,ro", store.folder], check=True)
        for words in (("status",), CHAT, ERASE):
            begun = time.monotonic()
            expect(store, {74}, *words, code={"storageFailed"})
            if time.monotonic() - begun > 5:
                raise Broken(f"{words[0]} takes {time.monotonic() - begun:.1f} s to say so")
        subprocess.run(["mount", "-o", "remount,rw", store.folder], check=True)
        store.must(*CHAT)


def small_disks(report, base, options):
    if os.geteuid() != 0:
        return print("DK1, DK3 on a disk of their own: only root can mount one; left out")
    report.add("DK1, DK3: a disk of its own", [
        outcome("full disk", "content refused, deletions done", full_disk, base),
        outcome("full disk", "an erasure that was killed", killed_on_full_disk, base),
        outcome("read-only", "74 at once, nothing changed", read_only, base)])


FILES = ["aura.db", "aura.db-wal", "keyring.db", "keyring.db-wal", "ledger.jsonl", "anchor", "installation.json",
         "root.key"]
DAMAGES = ["truncated", "empty", "absent", "older", "foreign"]
# An anchor may lag: one that knows less says less. All else is refused.
OPENS = {("anchor", "older"), ("anchor", "truncated")}


class Exchange:
    """A store at work, what its files were before, and another installation's."""

    def __init__(self, base):
        self.old, self.store, self.other = base.copied(), base.copied(), Store(scratch("other"))
        self.other.must("init", "--demo")
        self.other.must("tenant", "create", "acme", "--owner", "o@acme.example")
        self.other.must("bot", "create", "helpdesk", *ACME)
        self.other.must(*CHAT, "--subject", "x@x.example")
        self.store.must(*ERASE)
        self.store.must("rootkey", "rotate", "--root-key", "file:root.key.new")
        self.store.must(*CHAT, "--subject", "new@x.example")
        # The key file that is in use, under the name of the table.
        self.key = json.loads((self.store.path / "installation.json").read_text())["rootKey"]["path"]

    def remove(self):
        for store in (self.old, self.store, self.other):
            store.remove()

    def damaged(self, file, damage):
        copy = self.store.copied()
        path = copy.path / (self.key if file == "root.key" else file)
        whole = path.read_bytes() if path.exists() else b""
        mode = path.stat().st_mode if path.exists() else 0o600
        path.unlink(missing_ok=True)
        if file in ("aura.db", "keyring.db") and damage in ("older", "foreign"):
            (copy.path / f"{file}-wal").unlink(missing_ok=True)
        source = {"older": self.old, "foreign": self.other}.get(damage)
        content = {"truncated": whole[:len(whole) // 2], "empty": b""}.get(damage)
        if source:
            content = (source.path / file).read_bytes() if (source.path / file).exists() else b""
        if damage != "absent":
            path.write_bytes(content)
            path.chmod(mode)
        (copy.path / "aura.db-shm").unlink(missing_ok=True)
        (copy.path / "keyring.db-shm").unlink(missing_ok=True)
        return copy

    def case(self, file, damage):
        copy = self.damaged(file, damage)
        try:
            code, error = told(copy, "status")
            if code == 0:
                code, error = told(copy, "audit", "verify")
            if code == 0:
                code, error = told(copy, "conversation", "list", *ACME)
            wanted = {0} if (file, damage) in OPENS else {10, 12, 13}
            if code not in wanted:
                return f"exit {code} {error.get('code')}: {error.get('message')}"
            stem = file.removesuffix("-wal").split(".")[0]
            if code and stem not in json.dumps(error) and "key" not in json.dumps(error):
                return f"the error does not name the file: {error.get('message')}"
            return None
        finally:
            copy.remove()


def exchanged(report, base, options):
    exchange = Exchange(base)
    try:
        report.run("DK5: exchanged files", [
            (file, damage, exchange.case, (file, damage)) for file in FILES for damage in DAMAGES])
    finally:
        exchange.remove()


def mode_case(base, change):
    store = base.copied()
    key = store.path / "root.key"
    try:
        change(store, key)
        code, error = told(store, "status")
        if code == 0:
            raise Broken("it opens")
        if "chmod" not in json.dumps(error) and "link" not in json.dumps(error) and "file" not in json.dumps(error):
            raise Broken(f"the error does not say what to do: {error}")
    finally:
        store.remove()


def link(store, key):
    key.rename(store.folder / "real.key")
    key.symlink_to(store.folder / "real.key")


def fifo(store, key):
    key.unlink()
    os.mkfifo(key, 0o400)


def modes(report, base, options):
    report.add("DK6: wrong modes", [
        outcome("key file", "mode 0444", mode_case, base, lambda s, k: k.chmod(0o444)),
        outcome("key file", "mode 0600", mode_case, base, lambda s, k: k.chmod(0o600)),
        outcome("key file", "symbolic link", mode_case, base, link),
        outcome("key file", "FIFO", mode_case, base, fifo),
        outcome("data folder", "mode 0777", folder_case, base)])


def folder_case(base):
    store = base.copied()
    try:
        store.path.chmod(0o777)
        found = store.json("doctor")["items"]
        problems = [f for f in found if f["level"] == "problem" and "chmod" in (f.get("hint") or "")]
        if not problems:
            raise Broken("doctor does not name the mode")
    finally:
        store.remove()


def reader_case(base):
    store = base.copied()
    try:
        reader = sqlite3.connect(f"file:{store.path}/aura.db?mode=ro", uri=True, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM message").fetchall()
        # Its snapshot keeps the log from being emptied, so that the receipt waits.
        code, error = told(store, *ERASE, "--wait", "1s")
        if code != 11:
            raise Broken(f"exit {code} {error.get('code')} beside a long reader")
        if store.sql("SELECT 1 FROM receipt WHERE action = 'erase' AND createdAt > (SELECT MAX(startedAt) FROM job)"):
            raise Broken("there is a receipt before the log was emptied")
        reader.close()
        store.must("status")
        if store.residue([scene.PERSON, scene.WORDS]):
            raise Broken("residue after the receipt")
        oracle.check(store, oracle.QUICK)
    finally:
        store.remove()


def reader(report, base, options):
    report.add("DK9: a long reader", [outcome("erasure", "waits for it, then ends", reader_case, base)])


def flips(report, base, options):
    """DK4: by the suite of tests that flips bits within one process."""
    trials = options.trials or (10_000 if Settings.full else 300)
    root = pathlib.Path(__file__).parents[3]
    environment = os.environ | {"AURA_FLIPS": str(trials), "AURA_SEED": str(Settings.seed), "TMPDIR": str(scratch("flips"))}
    done = subprocess.run(["swift", "test", "--filter", "BitFlipTests"], cwd=root, env=environment, capture_output=True)
    shutil.rmtree(environment["TMPDIR"])
    lines = sorted(re.findall(r"FLIPS file=(\S+) seed=\d+ (.*)", done.stdout.decode(errors="replace")))
    results = [{"kind": file, "case": figures, "failure": None} for file, figures in lines]
    if done.returncode != 0 or len(lines) != 11:
        results.append({"kind": "suite", "case": "BitFlipTests", "failure": done.stdout.decode(errors="replace")[-2000:]})
    report.add("DK4: flipped bits", results, dict(lines))
