"""Kills `aura` at every fault point of every kind of job, opens the store again, and checks what must hold.

Usage: crash_matrix.py AURA OUTPUT.json [--full]
"""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

AURA, OUTPUT = os.path.abspath(sys.argv[1]), sys.argv[2]
FULL = "--full" in sys.argv
PERSON = "canary.person@acme.example"
WORDS = "Zanzibar canary words"
# Rows that a rerun may add without being wrong: the record of what was done.
RECORDS = {"auditEntry", "auditPayload", "job", "installation", "backup", "receipt", "auditCheckpoint", "checkpoint"}


def run(store, *words, fault=None, stdin=""):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(store.parent), "AURA_DATA": str(store), "LC_ALL": "C.UTF-8"}
    if fault:
        environment["AURA_FAULT"] = fault
    done = subprocess.run(
        [AURA, *words], env=environment, input=stdin.encode(), capture_output=True, cwd=store.parent, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def must(store, *words, stdin=""):
    code, out, error = run(store, *words, stdin=stdin)
    if code != 0:
        raise AssertionError(f"aura {' '.join(words)}: exit {code}: {error.strip()}")
    return out


def sql(store, statement):
    with contextlib.closing(sqlite3.connect(f"file:{store}/aura.db?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def rows(store):
    """How many rows each table has, records left out."""
    if not (store / "aura.db").exists():
        return {}
    tables = [name for (name,) in sql(store, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {t: sql(store, f'SELECT COUNT(*) FROM "{t}"')[0][0] for t in tables
            if t not in RECORDS and not t.startswith("sqlite_")}


def digests(store):
    """The digests of the receipts, which a resumed job must reproduce."""
    return [json.loads(body)["digest"] for (body,) in sql(store, "SELECT body FROM receipt ORDER BY receiptId")]


def residue(store, words):
    return [f.name for f in store.iterdir() if f.is_file() and any(w.encode() in f.read_bytes() for w in words)]


class Job:
    """One kind of job: how it is begun, and what must be true once it is finished."""

    def __init__(self, name, words, stdin="", again=None, goes=(), one=False, same=True):
        self.name, self.words, self.stdin = name, words, stdin
        # The exit codes of the same command run again after the kill.
        self.again = again or {0}
        # Words that no file may hold once the job is done.
        self.goes = goes
        # One transaction: either nothing of it is there, or all.
        self.one = one
        # Run again after a kill it ends with the rows that an undisturbed run has.
        self.same = same


JOBS = [
    Job("tenant create", ["tenant", "create", "later", "--owner", "o@later.example"], again={0, 6}, one=True),
    Job("key set", ["key", "set", "openai", "--tenant", "acme", "--label", "second", "--no-check"],
        stdin="sk-canary-of-the-crash-matrix", one=True, again={0, 6}),
    Job("doc add", ["doc", "add", "more.md", "--bot", "acme/helpdesk"], one=True),
    Job("chat send", ["chat", "send", "When are you open?", "--bot", "acme/helpdesk", "--idempotency-key", "k"],
        one=True),
    Job("conversation delete", ["conversation", "delete", "CONVERSATION", "--tenant", "acme", "--yes"], again={0, 5},
        one=True),
    Job("key revoke", ["key", "revoke", "openai", "--tenant", "acme", "--yes"], again={0, 5}),
    Job("retention purge", ["retention", "purge", "--yes"]),
    Job("subject erase",
        ["subject", "erase", PERSON, "--tenant", "acme", "--confirm", PERSON, "--reason", "test"], again={0, 5},
        goes=(PERSON, WORDS)),
    Job("rootkey rotate", ["rootkey", "rotate"]),
    Job("key rewrap", ["key", "rewrap", "--all"]),
    Job("key rewrap subject", ["key", "rewrap", "--tenant", "acme", "--subject", PERSON], again={0, 6}),
    Job("key rewrap content", ["key", "rewrap", "--tenant", "acme", "--content"], again={0, 6}),
    Job("key rewrap index", ["key", "rewrap", "--tenant", "acme", "--index"], again={0, 6}),
    Job("key rotate", ["key", "rotate", "openai", "--tenant", "acme", "--no-check"],
        stdin="sk-canary-of-the-crash-matrix-2", again={0, 6}, same=False),
    Job("backup create", ["backup", "create", "copy"], again={0, 6}, same=False),
    Job("backup restore", ["backup", "restore", "base.data", "--confirm", "INSTALLATION", "--reason", "test"],
        goes=("erased.before@acme.example",)),
]


def prepare(folder):
    store = folder / "store"
    (folder / "hours.md").write_text("# Opening hours\n\nWe are open from 9 to 17 on weekdays.\n")
    (folder / "more.md").write_text("# Shipping\n\nWe ship within two days.\n")
    must(store, "init", "--demo")
    must(store, "tenant", "create", "acme", "--owner", "olga@acme.example")
    must(store, "key", "set", "openai", "--tenant", "acme", "--no-check", stdin="sk-canary-of-the-crash-matrix-1")
    must(store, "bot", "create", "helpdesk", "--tenant", "acme")
    must(store, "doc", "add", "hours.md", "--bot", "acme/helpdesk")
    must(store, "chat", "send", WORDS + "?", "--bot", "acme/helpdesk", "--subject", PERSON)
    must(store, "chat", "send", "When?", "--bot", "acme/helpdesk", "--subject", "erased.before@acme.example")
    must(store, "tenant", "create", "gone", "--owner", "o@gone.example")
    must(store, "tenant", "close", "gone", "--in", "1s", "--yes")
    must(store, "backup", "create", "base")
    must(store, "subject", "erase", "erased.before@acme.example", "--tenant", "acme",
         "--confirm", "erased.before@acme.example", "--reason", "test")
    time.sleep(1.1)
    return store


def copied(base, name):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aura-crash-"))
    for path in base.parent.iterdir():
        if path.is_file():
            shutil.copy2(path, folder)
    shutil.copytree(base, folder / "store")
    return folder / "store"


def command(job, store):
    names = {"CONVERSATION": lambda: must(store, "conversation", "list", "--tenant", "acme", "-o", "name").split()[0],
             "INSTALLATION": lambda: must(store, "status", "-o", "name").strip()}
    return [names[w]() if w in names else w for w in job.words]


def sound(store):
    """What must hold whatever happened."""
    must(store, "audit", "verify")
    # The demo's old rows are due until somebody purges them.
    false = [c["control"] for c in json.loads(must(store, "policy", "verify", "-o", "json"))["items"]
             if c["state"] == "failed" and not c["control"].startswith("retention")]
    assert not false, f"false clauses: {false}"
    found = json.loads(must(store, "doctor", "-o", "json"))
    bad = [f["message"] for f in found["items"] if f["level"] == "problem" and f["check"] != "retention"]
    assert not bad, bad
    assert sql(store, "SELECT COUNT(*) FROM message")[0][0] % 2 == 0, "half a turn is stored"
    for conversation in must(store, "conversation", "list", "--tenant", "acme", "-o", "name").split():
        shown = json.loads(must(store, "conversation", "show", conversation, "--tenant", "acme", "-o", "json"))
        assert all(m["text"] for m in shown["messages"]), "a message does not open"


def undisturbed(base, job):
    """The trace of the job's points, and what the store is before and after it."""
    store = copied(base, job.name)
    try:
        words, before, trace = command(job, store), rows(store), store.parent / "trace"
        code, _, error = run(store, *words, fault=f"trace:{trace}", stdin=job.stdin)
        assert code == 0, f"{job.name}: {error}"
        return {"points": trace.read_text().split(), "before": before, "after": rows(store), "digests": digests(store)}
    finally:
        shutil.rmtree(store.parent)


def case(base, job, known, point, hit, second=None):
    """Kills the job at one hit of one point, and looks."""
    store = copied(base, job.name)
    try:
        words = command(job, store)
        code, _, error = run(store, *words, fault=f"{point}:{hit}", stdin=job.stdin)
        assert code == -9, f"not killed: exit {code} {error}"
        if second:
            run(store, "status", fault=f"{second}:1")
        must(store, "status")
        found = rows(store)
        if job.one:
            assert found in (known["before"], known["after"]), f"half applied: {found}"
        code, _, error = run(store, *words, stdin=job.stdin)
        assert code in job.again, f"again: exit {code} {error}"
        if job.same:
            assert rows(store) == known["after"], f"{rows(store)} instead of {known['after']}"
        if job.name in ("retention purge", "subject erase"):
            assert digests(store) == known["digests"], "another receipt digest"
        assert not residue(store, job.goes), f"residue in {residue(store, job.goes)}"
        sound(store)
        for copy in store.parent.glob("copy.*"):
            assert copy.suffix in (".data", ".keyring", ".ledger", ".partial", ".new"), copy.name
            if copy.suffix in (".data", ".keyring", ".ledger"):
                must(store, "backup", "verify", copy.name)
        return None
    except (AssertionError, subprocess.TimeoutExpired) as failure:
        return str(failure)
    finally:
        shutil.rmtree(store.parent)


def init_case(point, hit):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aura-crash-"))
    store = folder / "store"
    try:
        code, _, error = run(store, "init", fault=f"{point}:{hit}")
        assert code == -9, f"not killed: exit {code} {error}"
        code, _, _ = run(store, "status")
        assert code in (0, 10), f"half an installation opens: exit {code}"
        must(store, "init", "--if-missing")
        must(store, "tenant", "create", "acme", "--owner", "o@acme.example")
        keys = list((folder / ".config" / "aura").glob("*.key"))
        assert len(keys) == 1, f"{len(keys)} root keys"
        sound(store)
        return None
    except (AssertionError, subprocess.TimeoutExpired) as failure:
        return str(failure)
    finally:
        shutil.rmtree(folder)


def hits(trace):
    """Each point with the hits to kill it at."""
    for point in dict.fromkeys(trace):
        count = trace.count(point)
        for hit in sorted({1, 2, count} if FULL else {1}):
            if hit <= count:
                yield point, hit


def traced_init():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aura-crash-"))
    try:
        run(folder / "store", "init", fault=f"trace:{folder}/trace")
        return (folder / "trace").read_text().split()
    finally:
        shutil.rmtree(folder)


def main():
    source = pathlib.Path(__file__).parents[2] / "Sources/AuraCore/Security/FaultPoint.swift"
    points = set(re.findall(r"\w+", " ".join(re.findall(r"^    case (.+)$", source.read_text(), re.M))))
    work = pathlib.Path(tempfile.mkdtemp(prefix="aura-crash-base-"))
    results, reached = [], set()
    try:
        base = prepare(work)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = []
            trace = traced_init()
            reached |= set(trace)
            for point, hit in hits(trace):
                waiting.append(("init", point, hit, pool.submit(init_case, point, hit)))
            for job in JOBS:
                known = undisturbed(base, job)
                reached |= set(known["points"])
                for point, hit in hits(known["points"]):
                    waiting.append((job.name, point, hit, pool.submit(case, base, job, known, point, hit)))
                if FULL and job.name in ("retention purge", "subject erase", "key revoke", "backup restore"):
                    for second in dict.fromkeys(known["points"]):
                        first = "restoreSwapped" if job.name == "backup restore" else "ledgerSynced"
                        waiting.append((job.name, f"{first}, then {second}", 1,
                                        pool.submit(case, base, job, known, first, 1, second)))
            for name, point, hit, future in waiting:
                results.append({"job": name, "point": point, "hit": hit, "failure": future.result()})
    finally:
        shutil.rmtree(work)
    failures = [r for r in results if r["failure"]]
    never = sorted(points - reached)
    for name in dict.fromkeys(r["job"] for r in results):
        mine = [r for r in results if r["job"] == name]
        print(f"{name:<20} {sum(not r['failure'] for r in mine):>4} of {len(mine):>4} survived")
    for r in failures:
        print(f"FAILED {r['job']} at {r['point']} ({r['hit']}): {r['failure']}")
    for point in never:
        print(f"FAILED no job reaches {point}")
    pathlib.Path(OUTPUT).write_text(json.dumps({"results": results, "neverReached": never}, indent=1) + "\n")
    print(f"{len(results) - len(failures)} of {len(results)} kills survived")
    sys.exit(1 if failures or never else 0)


main()
