#!/usr/bin/env bash
# The group F-secret of Scripts/faults: builds what is missing and runs the probe as an ordinary user.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source Scripts/lib/steps.sh
source Scripts/lib/packages.sh
source Scripts/lib/binary.sh

need_swift
need_packages "${build_packages[@]}"
aura_binary
clean_environment
mkdir -p .build
/usr/bin/python3 Scripts/lib/secrets_probe.py "$aura_path" .build/faults-secret.json "$@"
