# Shared by the scripts: saying what happens, and running named, timed steps. Source it; it does nothing by itself.

say() { printf '%s\n' "$*"; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# step NAME COMMAND…: says the name, runs the command, says how long it took. The first that fails ends the script.
step() {
    current_step=$1
    shift
    local start=$SECONDS
    printf '\n==> %s\n' "$current_step"
    "$@"
    printf '    done in %d s\n' $((SECONDS - start))
    current_step=
}

current_step=
report_failed_step() {
    local status=$?
    if [ "$status" -ne 0 ] && [ -n "$current_step" ]; then
        printf '\nFAILED: %s (exit %d)\n' "$current_step" "$status" >&2
    fi
}
