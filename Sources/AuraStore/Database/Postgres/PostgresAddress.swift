import AuraCore
import CPostgres

/// Where a PostgreSQL database is: a `postgres://` address as libpq reads it, with what AURA demands of it.
///
/// Over the network TLS is verified in full unless the address asks for something else that still encrypts; a plain
/// connection is for a local socket alone. A password stands in a password file (`PGPASSFILE`, `~/.pgpass`), never in
/// the address, which other processes may see.
package struct PostgresAddress: Hashable, Sendable {
    /// libpq's settings by keyword.
    let settings: [String: String]

    /// Why an address is refused; safe to show.
    package enum Problem: Error, Hashable, Sendable {
        case malformed, hasPassword, notEncrypted, twoHosts
    }

    package init(_ text: String) throws(Problem) {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else { throw .malformed }
        guard let options = PQconninfoParse(text, nil) else { throw .malformed }
        defer { PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        guard settings["password"] == nil else { throw .hasPassword }
        let host = settings["host"] ?? settings["hostaddr"] ?? ""
        guard !host.contains(",") else { throw .twoHosts }
        if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") {
            settings["sslmode"] = settings["sslmode"] ?? "disable"
        } else {
            let mode = settings["sslmode"] ?? "verify-full"
            guard ["require", "verify-ca", "verify-full"].contains(mode) else { throw .notEncrypted }
            settings["sslmode"] = mode
            // libpq would look for a file of its own; the system's list is what everybody else goes by.
            if mode == "verify-full", settings["sslrootcert"] == nil { settings["sslrootcert"] = PostgresAddress.roots }
        }
        settings["application_name"] = settings["application_name"] ?? "aura"
        settings["client_encoding"] = "UTF8"
        settings["connect_timeout"] = settings["connect_timeout"] ?? "10"
        self.settings = settings
    }

    private static let roots = "/etc/ssl/certs/ca-certificates.crt"
}
