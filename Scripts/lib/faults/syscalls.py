"""CR2: a kill at each call that writes; DK1, DK2: a full or failing disk at each of them. By strace, in any build."""

import collections
import json
import random
import re

from . import matrix, oracle, scene
from .store import Broken, Settings, Store, scratch

WRITING = "pwrite64,write,fdatasync,fsync,ftruncate,rename,unlink"
JOBS = ["chat send", "chat vendor", "retention purge", "subject erase", "key rewrap", "key rewrap subject",
        "rootkey rotate", "key revoke", "backup create", "backup restore"]


def strace(store, log, *options):
    """The command before a command: follows its threads, and looks at calls on the store's own files alone."""
    files = ["aura.db", "keyring.db", "ledger.jsonl", "anchor", "lock", "installation.json"]
    names = [n + s for n in files for s in ("", "-wal", "-shm", ".new", ".restored")]
    names += ["copy.data", "copy.keyring", "copy.ledger"]
    paths = [store.path, store.folder, *[store.path / n for n in names], store.path / "restore.json"]
    paths += [store.folder / f"{n}{s}" for n in names[-3:] for s in ("", ".partial", ".new")]
    return ["strace", "-f", "-qq", "-o", str(log), *[w for p in paths for w in ("-P", str(p))], *options]


def count(store, words, stdin, calls):
    """How many of the calls the busiest thread makes: strace counts for each thread."""
    log = store.folder / "strace.log"
    code, _, error = store.run(*words, stdin=stdin, under=strace(store, log, "-e", f"trace={calls}"))
    if code != 0:
        raise Broken(f"{' '.join(words)} under strace: exit {code}: {error.strip()}")
    threads = collections.Counter(line.split()[0] for line in log.read_text(errors="replace").splitlines()
                                  if re.match(r"\d+ +\w+\(", line))
    log.unlink()
    return max(threads.values(), default=0)


def ended(code, error, what):
    """Whether a command that met a failing disk says so."""
    if what == "signal=KILL":
        # strace ends by the signal of its child; a call that the command did not come to leaves it as it is.
        if code not in (-9, 137, 0):
            raise Broken(f"exit {code}: {error.strip()}")
        return
    if code == 0:
        return
    told = json.loads(error.strip().splitlines()[-1])
    wanted = {"storageFull", "storageFailed"}
    if code != 74 or told["code"] not in wanted:
        raise Broken(f"exit {code} {told['code']}: {told['message']}")


def case(base, job, known, calls, what, when):
    store = job.begun(base)
    try:
        words = job.command(store)
        log = store.folder / "strace.log"
        options = ["-e", f"trace={calls}", "-e", f"inject={calls}:{what}:when={when}"]
        code, _, error = store.run(*words, "-o", "json", stdin=job.stdin, under=strace(store, log, *options))
        log.unlink(missing_ok=True)
        ended(code, error, what)
        store.must("status")
        found = oracle.rows(store)
        if job.one and found not in (known["before"], known["after"]):
            raise Broken(f"half applied: {found}")
        if job.name == "chat vendor":
            matrix.counted_once(store, known, found, f"call {when}")
        code, _, error = store.run(*words, stdin=job.stdin)
        if code not in job.again:
            raise Broken(f"again: exit {code} {error}")
        matrix.finished(store, job, known)
        oracle.sound(store, Settings.full)
        return None
    except Broken as failure:
        return str(failure)
    finally:
        store.remove()


def init_case(calls, what, when):
    store = Store(scratch("init"))
    try:
        log = store.folder / "strace.log"
        options = ["-e", f"trace={calls}", "-e", f"inject={calls}:{what}:when={when}"]
        code, _, error = store.run("init", "-o", "json", under=strace(store, log, *options))
        ended(code, error, what)
        matrix.begun_again(store)
        return None
    except Broken as failure:
        return str(failure)
    finally:
        store.remove()


def chosen(number, most):
    """Some of 1 … number, the first and last with them; all with --full."""
    if Settings.full or number <= most:
        return range(1, number + 1)
    return sorted({1, number, *random.sample(range(1, number + 1), most - 2)})


def cases(base, calls, what, names, most, ongoing=""):
    """The cases of some jobs: the fault at each call, or at some of them."""
    if "init" in names:
        store = Store(scratch("init"))
        number = count(store, ["init"], "", calls)
        store.remove()
        for when in chosen(number, most):
            yield "init", f"{what} at call {when} of {number}", init_case, (calls, what, f"{when}{ongoing}")
    for name in names:
        if name == "init":
            continue
        job = scene.named(name)
        known = matrix.undisturbed(base, job)
        store = job.begun(base)
        number = count(store, job.command(store), job.stdin, calls)
        store.remove()
        for when in chosen(number, most):
            yield name, f"{what} at call {when} of {number}", case, (base, job, known, calls, what, f"{when}{ongoing}")


def kills(report, base, options):
    found = list(cases(base, WRITING, "signal=KILL", ["init", *JOBS], 12))
    report.run("CR2: a kill at each call that writes", found)
