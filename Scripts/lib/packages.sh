# Shared by the scripts: what AURA needs of the system, and how it is installed where it is missing. Source it.

# The C libraries AURA is built with, and what the quickstart reads JSON with.
build_packages=(libpq-dev libsqlite3-dev libssl-dev libstemmer-dev libxml2-dev libicu-dev pkg-config jq)
# Only the checks need these.
check_packages=(git openssl postgresql-15 shellcheck python3 python3-venv python3-yaml)

# need_swift: Swift itself is not a Debian package, so it is only looked for.
need_swift() {
    command -v swift >/dev/null || die "Swift 6.2 or newer is needed, and there is no 'swift' in PATH"
}

# need_packages NAME…: installs those that are missing; does nothing, and asks nobody, when all are there.
need_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system: the counterparts of these packages must be there: $*"
        return
    fi
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "All of these are installed: $*"
        return
    fi
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "run as root: apt-get install ${missing[*]}"
        root=(sudo)
    fi
    say "Installing: ${missing[*]}"
    local install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get install -y -qq --no-install-recommends "${missing[@]}")
    # The package lists of a fresh machine are empty or old: only then are they fetched.
    "${install[@]}" >/dev/null 2>&1 || { "${root[@]}" apt-get update -qq && "${install[@]}" >/dev/null; }
}
