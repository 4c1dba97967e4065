"""CR3: power loss. The calls of a run are recorded; at any point unsynced writes are dropped, cut or kept at random."""

import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys

from . import oracle, scene
from .store import Broken, Settings, Store, scratch

CALLS = "openat,close,pwrite64,write,fdatasync,fsync,ftruncate,rename,unlink"
LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?')


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


def calls(log):
    """Each call that succeeded, in the order in which they ended: name, strings, other arguments, result."""
    unfinished = {}
    for line in log.read_text(errors="replace").splitlines():
        if line.endswith("<unfinished ...>"):
            line = line.removesuffix("<unfinished ...>")
            if re.match(r"\d+ +close\(", line):
                # The descriptor is free from here on, and may be given out before this call has ended.
                yield "close", [], line.split("(")[1], 0
            else:
                unfinished[line.split()[0]] = line
            continue
        resumed = re.match(r"(\d+) +<\.\.\. \w+ resumed>(.*)", line)
        if resumed:
            line = unfinished.pop(resumed[1], "") + resumed[2]
        found = LINE.match(line)
        if found and int(found[4]) >= 0:
            yield found[2], [unhex(s) for s in STRING.findall(found[3])], STRING.sub("_", found[3]), int(found[4])


class File:
    """What is surely on the disk, and what may be."""

    def __init__(self, content=b""):
        self.synced, self.pending = bytearray(content), []
        self.size = len(content)

    def write(self, offset, data):
        self.pending.append((offset, data))
        self.size = max(self.size, offset + len(data))

    def truncate(self, size):
        self.pending.append((size, None))
        self.size = size

    def sync(self):
        self.synced, self.pending = bytearray(self.survivor(None)), []

    def survivor(self, draw):
        """The content after a power loss: each unsynced write is there, is not, or is cut at a sector."""
        content = bytearray(self.synced)
        for offset, data in self.pending:
            fate = draw.random() if draw else 0
            if fate > 0.66:
                continue
            if data is None:
                del content[offset:]
                content.extend(bytes(max(0, offset - len(content))))
                continue
            if fate > 0.4:
                data = data[:draw.randrange(0, len(data) + 1, 512)]
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset:offset + len(data)] = data
        return bytes(content)


class Disk:
    """A folder as the kernel sees it, and as a power loss would leave it."""

    def __init__(self, folder):
        self.folder, self.acknowledged = str(folder), 0
        names = (f for f in pathlib.Path(folder).iterdir() if f.is_file())
        self.names = {f.name: File(f.read_bytes()) for f in names if not f.name.endswith("-shm") and f.name != "reserve"}
        self.synced, self.pending, self.open = dict(self.names), [], {}

    def begin(self):
        """Another process: its descriptors are its own."""
        self.open = {}

    def name(self, path):
        path = os.fsdecode(path)
        return os.path.basename(path) if os.path.dirname(path) == self.folder else None

    def meta(self, change):
        change(self.names)
        self.pending.append(change)

    def apply(self, call, strings, words, result):
        """One call. True for one that changes or syncs something of the folder."""
        handler = getattr(self, "call_" + call)
        return bool(handler(strings, [w.strip() for w in words.split(",")], result))

    def call_openat(self, strings, words, result):
        name = self.name(strings[0])
        if os.fsdecode(strings[0]) == self.folder:
            self.open[result] = ("folder", None, None)
        elif name and not name.endswith("-shm") and name != "reserve":
            if "O_CREAT" in words[2] and name not in self.names:
                file = File()
                self.meta(lambda names: names.__setitem__(name, file))
            file = self.names.get(name)
            if file and "O_TRUNC" in words[2]:
                file.truncate(0)
            self.open[result] = ("file", file, {"place": 0, "append": "O_APPEND" in words[2]})
        else:
            self.open.pop(result, None)

    def call_close(self, strings, words, result):
        self.open.pop(int(words[0]), None)

    def call_pwrite64(self, strings, words, result):
        kind, file, _ = self.open.get(int(words[0]), (None, None, None))
        if kind == "file" and file:
            file.write(int(words[-1]), strings[0][:result])
            return True
        return False

    def call_write(self, strings, words, result):
        descriptor = int(words[0])
        if descriptor == 1:
            self.acknowledged += strings[0][:result].count(b"\n")
            return False
        kind, file, state = self.open.get(descriptor, (None, None, None))
        if kind != "file" or not file:
            return False
        file.write(file.size if state["append"] else state["place"], strings[0][:result])
        state["place"] += result
        return True

    def call_fdatasync(self, strings, words, result):
        kind, file, _ = self.open.get(int(words[0]), (None, None, None))
        if kind == "folder":
            self.synced, self.pending = dict(self.names), []
        elif kind == "file" and file:
            file.sync()
        return kind is not None

    call_fsync = call_fdatasync

    def call_ftruncate(self, strings, words, result):
        kind, file, _ = self.open.get(int(words[0]), (None, None, None))
        if kind == "file" and file:
            file.truncate(int(words[1]))
            return True
        return False

    def call_rename(self, strings, words, result):
        old, new = self.name(strings[0]), self.name(strings[1])
        if not old or not new or old not in self.names:
            return False
        self.meta(lambda names: names.__setitem__(new, names.pop(old)) if old in names else None)
        return True

    def call_unlink(self, strings, words, result):
        name = self.name(strings[0])
        if not name or name not in self.names:
            return False
        self.meta(lambda names: names.pop(name, None))
        return True

    def crashed(self, draw):
        """The files after a power loss now: names change in their order, up to any one of them."""
        names = dict(self.synced)
        for change in self.pending[:draw.randrange(len(self.pending) + 1)]:
            change(names)
        return {name: file.survivor(draw) for name, file in names.items()}


def recorded(store, commands):
    """Runs the commands one after the other; the log of each, and the rows after it."""
    logs, states = [], [snapshot(store)]
    for place, (words, stdin) in enumerate(commands):
        log = store.folder / f"calls.{place}"
        under = ["strace", "-f", "-qq", "-xx", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS}"]
        code, _, error = store.run(*words, "-o", "json", stdin=stdin, under=under)
        if code != 0:
            raise Broken(f"{' '.join(words)}: exit {code}: {error.strip()}")
        logs.append(log)
        states.append(snapshot(store))
    return logs, states


def snapshot(store):
    return {"rows": oracle.rows(store), "events": store.sql("SELECT COUNT(*) FROM auditEntry")[0][0]}


def walk(disk, logs):
    """Yields after each call that matters, with the number of commands that were acknowledged."""
    for place, log in enumerate(logs):
        disk.begin()
        disk.acknowledged = 0
        for call in calls(log):
            if disk.apply(*call):
                yield place + (disk.acknowledged > 0)
        yield place + 1


COMMANDS = [
    (("chat", "send", "When are you open?", "--bot", "acme/helpdesk", "--subject", "new@x.example"), ""),
    (("doc", "add", "more.md", "--bot", "acme/helpdesk"), ""),
    (("key", "set", "openai", "--tenant", "acme", "--label", "second", "--no-check"), scene.SECRET),
    (scene.named("subject erase").words, ""),
    (("chat", "send", "Do you ship?", "--bot", "acme/helpdesk", "--subject", "new@x.example"), ""),
    (("key", "rewrap", "--tenant", "acme"), ""),
    (("retention", "purge", "--yes"), ""),
    (("chat", "send", "And on Sundays?", "--bot", "acme/helpdesk", "--subject", "new@x.example"), ""),
]


def state_case(origin, content, acknowledged, states):
    """One state after a power loss: everything that was acknowledged is there, all else whole or absent."""
    store = Store(scratch("power"))
    try:
        for path in origin.folder.iterdir():
            if path.is_file() and not path.name.startswith("calls."):
                shutil.copy2(path, store.folder)
        store.path.mkdir(mode=0o700)
        for name, data in content.items():
            (store.path / name).touch(mode=0o400 if name == "root.key" else 0o600)
            if name == "root.key":
                (store.path / name).chmod(0o600)
            (store.path / name).write_bytes(data)
            if name == "root.key":
                (store.path / name).chmod(0o400)
        store.must("status")
        before, after = states[acknowledged], states[min(acknowledged + 1, len(states) - 1)]
        found = snapshot(store)
        if found["events"] < before["events"]:
            raise Broken(f"{before['events'] - found['events']} acknowledged events are lost")
        for table, number in found["rows"].items():
            if not min(before["rows"][table], after["rows"][table]) <= number <= \
                    max(before["rows"][table], after["rows"][table]):
                raise Broken(f"{table} has {number} rows instead of {before['rows'][table]} or {after['rows'][table]}")
        if acknowledged >= 4 and store.residue([scene.PERSON, scene.WORDS]):
            raise Broken("I9: an erased person is back")
        oracle.check(store, [n for n in oracle.QUICK if n != "I20"])
        return None
    except (Broken, sqlite3.DatabaseError) as failure:
        return str(failure)
    finally:
        store.remove()


def loss(report, base, options):
    store = base.copied()
    draw = random.Random(Settings.seed)
    try:
        # The base's files are closed: what they hold is on the disk.
        disk = Disk(store.path)
        origin = store.copied()
        logs, states = recorded(store, COMMANDS)
        crashes = []
        for acknowledged in walk(disk, logs):
            if Settings.full or draw.random() < 0.15:
                for _ in range(6 if Settings.full else 2):
                    crashes.append((f"{acknowledged} acknowledged", disk.crashed(draw), acknowledged))
        report.run("CR3: power loss", [("states", name, state_case, (origin, content, acknowledged, states))
                                       for name, content, acknowledged in crashes])
        origin.remove()
        report.add("CR3: controls on plain SQLite", [control(mode, draw) for mode in ("FULL", "NORMAL", "OFF")])
    finally:
        store.remove()


WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute(f"PRAGMA synchronous = {sys.argv[2]}")
database.execute("PRAGMA wal_autocheckpoint = 8")
database.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, word BLOB)")
for number in range(40):
    database.execute("INSERT INTO row VALUES (?, ?)", (number, bytes([number]) * 700))
    print(number, flush=True)
"""


def control(mode, draw):
    """Plain SQLite under the same losses: FULL loses nothing, NORMAL loses rows, OFF loses the file."""
    folder = scratch("control")
    try:
        log, data = folder / "calls.0", folder / "data"
        data.mkdir()
        disk = Disk(data)
        subprocess.run(
            ["strace", "-f", "-qq", "-xx", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS}", sys.executable, "-c",
             WRITER, str(data / "db"), mode], check=True, capture_output=True)
        lost = corrupt = number = 0
        for call in calls(log):
            if not disk.apply(*call) or draw.random() > 0.5:
                continue
            number += 1
            verdict = judged(disk.crashed(draw), disk.acknowledged)
            lost, corrupt = lost + (verdict == "lost"), corrupt + (verdict == "corrupt")
        wanted = {"FULL": lost + corrupt == 0, "NORMAL": lost > 0, "OFF": lost > 0 and corrupt > 0}[mode]
        text = f"{mode}: {lost} lost and {corrupt} corrupt of {number} states"
        print(f"  {text}")
        return {"kind": f"synchronous = {mode}", "case": text, "failure": None if wanted else text}
    finally:
        shutil.rmtree(folder)


def judged(content, acknowledged):
    folder = scratch("state")
    try:
        for name, data in content.items():
            (folder / name).write_bytes(data)
        with contextlib.closing(sqlite3.connect(folder / "db")) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "corrupt"
            there = {n for (n,) in database.execute("SELECT number FROM row WHERE word IS NOT NULL")}
        return "lost" if set(range(acknowledged)) - there else "kept"
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            return "lost" if acknowledged else "kept"
        return "corrupt"
    finally:
        shutil.rmtree(folder)
