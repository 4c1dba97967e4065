"""Disturbs `aura` and looks at what is left. See Scripts/faults."""

import argparse
import os
import random
import sys

from . import matrix, scene, vendor
from .report import Report
from .store import Settings


def crash(report, base, options):
    cases, reached = matrix.plan(base)
    report.run("CR1, CR5: kills and failing files at every point", cases)
    never = sorted(matrix.declared() - reached)
    if never:
        report.add("points", [{"kind": "never reached", "case": p, "failure": "no job reaches it"} for p in never])


GROUPS = {"F-crash": crash}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--aura", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    Settings.aura, Settings.full = os.path.abspath(options.aura), options.full
    Settings.seed = int(os.environ.get("AURA_SEED") or random.SystemRandom().randrange(1 << 32))
    Settings.origin = vendor.start()
    print(f"AURA_SEED={Settings.seed}")
    report = Report(options.output)
    base = scene.prepare()
    try:
        GROUPS[options.group or "F-crash"](report, base, options)
    finally:
        base.remove()
    sys.exit(report.end(Settings.seed))


main()
