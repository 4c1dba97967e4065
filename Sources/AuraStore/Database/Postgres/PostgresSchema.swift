import AuraCore

/// What PostgreSQL needs before the common tables: roles, a schema of their own, and the rules that keep tenants apart
/// inside the engine, whatever a statement says.
enum PostgresSchema {
    static let name = "aura"

    /// The three roles; nobody logs in as one of them, and none may pass row-level security by. The login is a member
    /// of all three without inheriting anything, so that each transaction has to take one on.
    static let roles = """
        DO $do$
        DECLARE role TEXT;
        BEGIN
            FOREACH role IN ARRAY ARRAY['aura_owner', 'aura_tenant', 'aura_operator'] LOOP
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                        EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT NOBYPASSRLS', role);
                    END IF;
                    IF NOT pg_has_role(CURRENT_USER, role, 'MEMBER') THEN
                        EXECUTE format('GRANT %I TO CURRENT_USER', role);
                    END IF;
                EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
                    NULL;
                END;
            END LOOP;
        END
        $do$
        """

    /// What the owner of the database has to run where the login may not.
    static func help(login: String) -> String {
        """
        CREATE ROLE aura_owner NOLOGIN; CREATE ROLE aura_tenant NOLOGIN; CREATE ROLE aura_operator NOLOGIN; \
        ALTER ROLE "\(login)" NOINHERIT; GRANT aura_owner, aura_tenant, aura_operator TO "\(login)"; \
        CREATE SCHEMA aura AUTHORIZATION aura_owner
        """
    }

    static let schema = """
        CREATE SCHEMA IF NOT EXISTS aura AUTHORIZATION aura_owner;
        GRANT USAGE ON SCHEMA aura TO aura_tenant, aura_operator
        """

    /// A statement that makes a table or an index, in this engine's types. Text is compared byte by byte.
    static func definition(_ statement: String) -> String {
        var result = statement.replacing(") STRICT, WITHOUT ROWID", with: ")").replacing(") STRICT", with: ")")
        for (common, own) in [(" TEXT", " TEXT COLLATE \"C\""), (" INTEGER", " BIGINT"), (" BLOB", " BYTEA")] {
            result = result.replacing(common, with: own)
        }
        return result
    }

    /// The table that a statement makes; nothing if it makes an index.
    static func table(of statement: String) -> String? {
        let words = statement.split(maxSplits: 3, whereSeparator: \.isWhitespace)
        return words.count > 2 && words[0] == "CREATE" && words[1] == "TABLE" ? String(words[2]) : nil
    }

    /// The rules of one table. Both roles that serve may read and write it; a tenant its own rows alone.
    ///
    /// - Parameter column: The column that names the tenant; nothing for a table that belongs to none.
    static func protection(of table: String, by column: String?) -> [String] {
        let grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON \(table) TO aura_tenant, aura_operator"
        guard let column else { return [grant] }
        let isOwn = "\(column) = current_setting('aura.tenant', TRUE)"
        return [
            grant, "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY", "ALTER TABLE \(table) FORCE ROW LEVEL SECURITY",
            "CREATE POLICY tenant_rows ON \(table) TO aura_tenant USING (\(isOwn)) WITH CHECK (\(isOwn))",
            "CREATE POLICY all_rows ON \(table) TO aura_owner, aura_operator USING (TRUE) WITH CHECK (TRUE)",
        ]
    }
}
