import AuraCore
import AuraCrypto
import AuraStore

/// Collects a person's rows by the data map's subject paths and opens what is sealed: the copy of Art. 15.
struct SubjectArchive {
    let context: PlatformContext
    let tenant: Tenant

    func make(_ inventory: SubjectInventory) async throws(PlatformError) -> JSONValue {
        var classes: [(dataClass: DataClass, rows: [JSONValue])] = []
        for table in context.store.dataMap.tables where table.subjectPath != .none {
            let rows = try await rows(of: table, inventory)
            guard !rows.isEmpty else { continue }
            if let place = classes.firstIndex(where: { $0.dataClass == table.dataClass }) {
                classes[place].rows += rows
            } else {
                classes.append((table.dataClass, rows))
            }
        }
        let manifest = classes.map { part -> JSONValue in
            let rows = JSONValue.array(part.rows)
            return [
                "class": .string(part.dataClass.rawValue), "rows": JSONValue(part.rows.count),
                "sha256": .string(Hexadecimal.encode(Vault.digests.sha256(rows.canonical))),
            ]
        }
        return [
            "kind": "Archive", "schema": "aura/archive/1", "createdAt": JSONValue(context.now),
            "tenant": .string(tenant.name.rawValue), "policyVersion": .string(context.policy.version),
            "mapHash": .string(context.store.mapHash),
            "people": .array(inventory.people.map { .string($0.rawValue) }),
            "manifest": .array(manifest),
            "classes": .object(classes.map { JSONMember($0.dataClass.rawValue, .array($0.rows)) }),
        ]
    }

    private func rows(of table: TableRule, _ inventory: SubjectInventory) async throws(PlatformError) -> [JSONValue] {
        var rows: [JSONValue] = []
        for (person, key) in zip(inventory.people, inventory.keys) {
            var cursor: String?
            while true {
                let after = cursor
                let page = try await platformErrors {
                    try await context.store.tenant(tenant.id).read {
                        try $0.subjectRecords(
                            of: person, key: key, in: table.name, after: after, limit: Limits.batchRows)
                    }
                }
                let prepared = try await prepareKeys(page)
                for record in page { rows.append(try opened(record, table, prepared)) }
                guard page.count == Limits.batchRows, let last = page.last else { break }
                cursor = last.id
            }
        }
        return rows
    }

    private func prepareKeys(_ page: [SubjectRecord]) async throws(PlatformError) -> KeyCustody.Prepared {
        var owners: Set<KeyID> = []
        var periods: Set<KeyPeriod> = []
        for field in page.flatMap(\.fields) {
            guard case .sealed(let value) = field.value else { continue }
            let (owner, period) = try mappingErrors { try context.vault.ownerKey(of: value) }
            owners.insert(owner)
            if period != .none { periods.insert(period) }
        }
        return try await context.custody.prepare(tenant.id, owners: owners, periods: periods)
    }

    /// A value whose key was destroyed is null: it is gone, and its row is about to go.
    private func opened(
        _ record: SubjectRecord, _ table: TableRule, _ prepared: KeyCustody.Prepared
    ) throws(PlatformError) -> JSONValue {
        var members = [JSONMember("table", .string(table.name))]
        for field in record.fields {
            let column = field.column
            switch (column.onAccess, field.value) {
            case (.omit, _): continue
            case (.mask, _): members.append(JSONMember(column.name, "masked"))
            case (.show, .clear(let json)): members.append(JSONMember(column.name, json))
            case (.show, .sealed(let sealed)):
                let (owner, period) = try mappingErrors { try context.vault.ownerKey(of: sealed) }
                if prepared.destroyed.contains(owner) || prepared.destroyedPeriods.contains(period) {
                    members.append(JSONMember(column.name, .null))
                    continue
                }
                let text = try context.open(
                    sealed, of: tenant, table: table.name, column: column.name, row: record.id,
                    dataClass: table.dataClass)
                members.append(JSONMember(column.name, .string(text)))
            }
        }
        return .object(members)
    }
}
