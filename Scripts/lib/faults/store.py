"""A store of a test: how `aura` is run on it, and what can be seen of it from outside."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading


class Broken(AssertionError):
    """Something that must hold does not."""


class Settings:
    """Of one run of the harness."""

    aura = ""
    # A loopback vendor, or nothing.
    origin = None
    seed = 0
    full = False


def scratch(name):
    """A new folder in memory where there is room, since what is tested is order and not the speed of a disk."""
    memory = "/dev/shm"
    roomy = "TMPDIR" not in os.environ and os.path.isdir(memory) and shutil.disk_usage(memory).free > 2 << 30
    return pathlib.Path(tempfile.mkdtemp(prefix=f"aura-{name}-", dir=memory if roomy else None))


class Store:
    def __init__(self, folder, clock=None):
        self.folder = pathlib.Path(folder)
        self.path = self.folder / "store"
        # Such as +8d: the clock that the commands see.
        self.clock = clock

    def environment(self, fault=None):
        values = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "AURA_DATA": str(self.path), "LC_ALL": "C.UTF-8"}
        if Settings.origin:
            values["AURA_FAULT_ORIGIN"] = Settings.origin
        if fault:
            values["AURA_FAULT"] = fault
        if self.clock:
            # Waiting is by the other clock, which stays as it is.
            values["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
        return values

    def run(self, *words, fault=None, stdin="", under=(), killed_after=None):
        """The command's exit code and what it wrote; -9 if it was killed."""
        # By its own starter, since the library alone moves the environment, behind which Swift looks for arguments.
        clock = ["faketime", "-f", self.clock] if self.clock else []
        child = subprocess.Popen(
            [*under, *clock, Settings.aura, *words], env=self.environment(fault), cwd=self.folder, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        timer = threading.Timer(killed_after, lambda: child.send_signal(signal.SIGKILL)) if killed_after else None
        if timer:
            timer.start()
        try:
            out, error = child.communicate(stdin.encode(), timeout=120)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Broken(f"aura {' '.join(words)} does not end") from None
        finally:
            if timer:
                timer.cancel()
        killed = clock and error.rstrip().endswith(b"Caught Killed")
        return -9 if killed else child.returncode, out.decode(errors="replace"), error.decode(errors="replace")

    def must(self, *words, stdin=""):
        code, out, error = self.run(*words, stdin=stdin)
        if code != 0:
            raise Broken(f"aura {' '.join(words)}: exit {code}: {error.strip()}")
        return out

    def json(self, *words):
        return json.loads(self.must(*words, "-o", "json"))

    def sql(self, statement, file="aura.db", *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}/{file}?mode=ro", uri=True)) as database:
            return database.execute(statement, values).fetchall()

    def tables(self, file="aura.db"):
        names = self.sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", file)
        return [name for (name,) in names]

    def copied(self, clock=None):
        """The same store and what lies beside it, in a folder of its own."""
        folder = scratch("copy")
        # The reserve is only space: the next command takes it again.
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reserve"))
        return Store(folder, clock or self.clock)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def residue(self, words):
        """The files of the data folder that hold one of the words."""
        files = [f for f in self.path.iterdir() if f.is_file() and f.name != "reserve"]
        return [f.name for f in files if any(w.encode() in f.read_bytes() for w in words)]
