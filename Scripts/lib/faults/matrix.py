"""CR1: each kind of job is killed at each point, and a file is let fail there; CR5: the recovery is killed too."""

import concurrent.futures
import json
import os
import random
import re
import pathlib

from . import oracle, scene
from .store import Broken, Settings, Store, scratch

# What fails there is made good by the next note or the next writer, so that the command goes on.
# A disk that is full at an open gives the reserve up.
ABSORBED = {"anchor", "tx.checkpointed", "open"}
# Jobs whose recovery has steps of its own, with the point after which it must go on.
RECOVERING = {
    "retention purge": ["purge.ledger", "purge.leased", "close.keyGone", "key.committed", "purge.verified"],
    "subject erase": ["erase.ledger", "erase.fenced", "key.committed", "erase.verified"],
    "key revoke": ["credential.ledger", "tx.committed"],
    "backup restore": ["restore.noted", "restore.logGone", "restore.swappedAll", "erase.batchDone"],
    "rootkey rotate": ["rotate.promoted", "rotate.rootWritten"],
    "key rewrap": ["tx.committed"], "key rewrap index": ["tx.committed"], "key rewrap subject": ["rotate.promoted"],
}


def declared():
    """Every point that the program has."""
    source = pathlib.Path(__file__).parents[3] / "Sources/AuraCore/Security/FaultPoint.swift"
    names = re.findall(r"\w+", " ".join(re.findall(r"^    case (.+)$", source.read_text(), re.M)))
    split = [re.match(r"([a-z]+)(\w+)", n).groups() for n in names]
    return {f"{group}.{point[0].lower()}{point[1:]}" for group, point in split}


def undisturbed(base, job):
    """The points that a job reaches, and what the store is before and after it."""
    store = job.begun(base)
    try:
        words, before, trace = job.command(store), oracle.rows(store), store.folder / "trace"
        code, _, error = store.run(*words, fault=f"trace:{trace}", stdin=job.stdin)
        if code != 0:
            raise Broken(f"{job.name}: {error}")
        return {"points": trace.read_text().split(), "before": before, "after": oracle.rows(store),
                "digests": oracle.digests(store)}
    finally:
        store.remove()


def disturb(store, words, stdin, point, hit, action):
    """Lets the job meet its fault, and looks at how it ends."""
    code, _, error = store.run(*words, "-o", "json", fault=f"{point}:{hit}:{action}", stdin=stdin)
    if action == "kill":
        if code != -9:
            raise Broken(f"not killed: exit {code} {error}")
    elif code == 0:
        if point not in ABSORBED and point.split(".")[0] not in ABSORBED:
            raise Broken("the command does not tell of the failure")
    else:
        told = json.loads(error.strip().splitlines()[-1])
        wanted = {"throw-io": {"storageFailed", "outputFailed"}, "throw-full": {"storageFull", "outputFailed"}}[action]
        if code != 74 or told["code"] not in wanted:
            raise Broken(f"exit {code} {told['code']} instead of 74: {told['message']}")


def case(base, job, known, point, hit, action="kill", second=None):
    """One fault at one hit of one point; nothing, or what does not hold."""
    store = job.begun(base)
    try:
        words = job.command(store)
        disturb(store, words, job.stdin, point, hit, action)
        if second:
            store.run("status", fault=f"{second}:1:kill")
        store.must("status")
        found = oracle.rows(store)
        if job.one and found not in (known["before"], known["after"]):
            raise Broken(f"half applied: {found}")
        if job.name == "chat vendor":
            counted_once(store, known, found, point)
        code, _, error = store.run(*words, stdin=job.stdin)
        if code not in job.again:
            raise Broken(f"again: exit {code} {error}")
        finished(store, job, known)
        oracle.sound(store, Settings.full)
        return None
    except Broken as failure:
        return str(failure)
    finally:
        store.remove()


def finished(store, job, known):
    """What is true once a job has been run again after a fault."""
    if job.same and oracle.rows(store) != known["after"]:
        raise Broken(f"{oracle.rows(store)} instead of {known['after']}")
    if job.name in ("retention purge", "subject erase") and oracle.digests(store) != known["digests"]:
        raise Broken("another receipt digest")
    if store.residue(job.goes):
        raise Broken(f"I9: residue in {store.residue(job.goes)}")
    for copy in [*store.folder.glob("copy.*"), *store.folder.glob("export.json*")]:
        if copy.suffix in (".data", ".keyring", ".ledger"):
            store.must("backup", "verify", copy.name)
        elif copy.suffix == ".json":
            json.loads(copy.read_text())
        elif copy.suffix not in (".partial", ".new", ".part"):
            raise Broken(f"{copy.name} was left")


def counted_once(store, known, found, point):
    """I14: a call that may have been sent has one usage row, at the latest a quarter of an hour later."""
    if found == known["after"]:
        return
    if found["message"] != known["before"]["message"]:
        raise Broken("half a turn is stored")
    later = Store(store.folder, "+16min")
    later.must("status")
    usage = oracle.rows(later)["usage"] - known["before"]["usage"]
    opened = len(store.sql("SELECT 1 FROM auditEntry WHERE entry ->> 'action' = 'key.opened'"))
    if usage != opened:
        raise Broken(f"I14: {opened} calls and {usage} usage rows after a fault at {point}")
    if store.sql("SELECT 1 FROM job WHERE kind = 'call'"):
        raise Broken("I13: a call is still reserved")


def begun_again(store):
    """What holds after an `init` that was disturbed."""
    code, _, _ = store.run("status")
    if code not in (0, 10):
        raise Broken(f"half an installation opens: exit {code}")
    store.must("init", "--if-missing")
    store.must("tenant", "create", "acme", "--owner", "o@acme.example")
    keys = list((store.folder / ".config" / "aura").glob("*.key"))
    if len(keys) != 1:
        raise Broken(f"{len(keys)} root keys")
    oracle.sound(store, Settings.full)


def init_case(point, hit, action):
    store = Store(scratch("init"))
    try:
        disturb(store, ["init"], "", point, hit, action)
        begun_again(store)
        return None
    except Broken as failure:
        return str(failure)
    finally:
        store.remove()


def hits(trace):
    """Each point with the hits to disturb it at."""
    for point in dict.fromkeys(trace):
        count = trace.count(point)
        for hit in sorted({1, 2, count} if Settings.full else {1}):
            if hit <= count:
                yield point, hit


def recovery_points(base, job, first):
    """The points that the next command reaches after a kill, by hit."""
    store = job.begun(base)
    try:
        store.run(*job.command(store), fault=f"{first}:1:kill", stdin=job.stdin)
        trace = store.folder / "trace"
        store.run("status", fault=f"trace:{trace}")
        return list(dict.fromkeys(trace.read_text().split())) if trace.exists() else []
    finally:
        store.remove()


def pairs(base, job):
    """CR5: kills of a job after which there is something to recover, each with every kill of that recovery."""
    for first in RECOVERING[job.name] if Settings.full else RECOVERING[job.name][:1]:
        for second in recovery_points(base, job, first):
            yield first, second


def traced_init():
    store = Store(scratch("init"))
    try:
        store.run("init", fault=f"trace:{store.folder}/trace")
        return (store.folder / "trace").read_text().split()
    finally:
        store.remove()


def faults(trace):
    """The faults of one job: a kill at each hit, and a failing file at the first."""
    for point, hit in hits(trace):
        for action in ("kill", "throw-io", "throw-full") if hit == 1 else ("kill",):
            yield point, hit, action


def sample(cases):
    """The quick set: each point is killed in one job and fails in another, as the seed says."""
    chosen = {}
    for case_ in random.sample(cases, len(cases)):
        point, _, action = case_[3]
        chosen.setdefault((point, action == "kill"), case_)
    return list(chosen.values())


def plan(base):
    """Every case, as a kind, a name and what runs it; and the points that are reached."""
    random.seed(Settings.seed)
    trace = traced_init()
    found = [("init", None, None, fault) for fault in faults(trace)]
    again, reached = [], set(trace)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        traces = list(pool.map(lambda job: undisturbed(base, job), scene.JOBS))
    for job, known in zip(scene.JOBS, traces):
        reached |= set(known["points"])
        found += [(job.name, job, known, fault) for fault in faults(known["points"])]
        if job.name in RECOVERING and (Settings.full or random.random() < 0.5):
            chosen = list(pairs(base, job))
            again += [(job, known, *pair) for pair in (chosen if Settings.full else random.sample(chosen, 1))]
    cases = []
    for kind, job, known, fault in found if Settings.full else sample(found):
        body, values = (case, (base, job, known, *fault)) if job else (init_case, fault)
        cases.append((kind, " ".join(map(str, fault)), body, values))
    for job, known, first, second in again:
        values = (base, job, known, first, 1, "kill", second)
        cases.append((job.name, f"{first}, then {second}", case, values))
    return cases, reached
