# Shared by the scripts: finds the program 'aura', or builds it. Source it from the repository's folder.

# aura_binary: sets 'aura_path' to AURA_BINARY if that is given, else to a release build that is newer than every
# source, else to a debug build that is made or brought up to date here.
aura_binary() {
    local release
    if [ -n "${AURA_BINARY:-}" ]; then
        [ -x "$AURA_BINARY" ] || die "AURA_BINARY names no program"
        aura_path=$(realpath "$AURA_BINARY")
        return
    fi
    for release in .build-release/release/aura .build/release/aura; do
        if [ -x "$release" ] && [ -z "$(find Sources Package.swift -newer "$release" -print -quit)" ]; then
            say "Using the release build $release"
            aura_path=$(realpath "$release")
            return
        fi
    done
    say "Building aura in debug. The first time fetches and builds its packages: some minutes."
    swift build --product aura
    aura_path=$(realpath "$(swift build --show-bin-path)/aura")
}

# clean_environment: a developer's own settings must not decide what a script does.
clean_environment() {
    local name
    for name in "${!AURA_@}"; do unset "$name"; done
}
