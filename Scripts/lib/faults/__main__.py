"""Disturbs `aura` and looks at what is left. See Scripts/faults."""

import argparse
import os
import random
import sys

from . import backups, clock, disk, load, matrix, power, scene, syscalls, vendor
from .report import Report
from .store import Settings


def points(report, base, options):
    cases, reached = matrix.plan(base)
    report.run("CR1, CR5: kills and failing files at every point", cases)
    never = sorted(matrix.declared() - reached)
    if never:
        report.add("points", [{"kind": "never reached", "case": p, "failure": "no job reaches it"} for p in never])


def kills(report, base, options):
    load.random_kills(report, base, options.kills or (1_000 if options.full else 50))


# The parts of each group; without a group the first part of the first is run.
GROUPS = {
    "F-crash": {"points": points, "kills": kills, "calls": syscalls.kills, "power": power.loss},
    "F-disk": {"calls": disk.at_calls, "disks": disk.small_disks, "files": disk.exchanged, "modes": disk.modes,
               "reader": disk.reader, "flips": disk.flips},
    "F-clock": {"clocks": clock.all_clocks},
    "F-backup": {"backups": backups.all_backups},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--aura", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--part", help="one part of the group alone")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--trials", type=int)
    options = parser.parse_args()
    Settings.aura, Settings.full = os.path.abspath(options.aura), options.full
    Settings.seed = int(os.environ.get("AURA_SEED") or random.SystemRandom().randrange(1 << 32))
    Settings.origin = vendor.start()
    print(f"AURA_SEED={Settings.seed}")
    report = Report(options.output)
    base = scene.prepare()
    try:
        for name, part in GROUPS[options.group or "F-crash"].items():
            if options.part == name or not options.part and (options.group or name == "points"):
                part(report, base, options)
    finally:
        base.remove()
    sys.exit(report.end(Settings.seed))


main()
