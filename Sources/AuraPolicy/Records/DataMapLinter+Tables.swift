import AuraCore

/// What the rules say of one table and its columns.
extension DataMapLinter {
    func tableFindings(_ table: TableRule) -> [DataMapFinding] {
        var findings: [DataMapFinding] = []
        if (try? policy.retention.rule(for: table.dataClass)) == nil {
            findings.append(DataMapFinding(.classWithoutRetention, table.name))
        }
        if !isReachable(table) { findings.append(DataMapFinding(.subjectUnreachable, table.name)) }
        if isEndless(table.onErase) { findings.append(DataMapFinding(.retainedWithoutEnd, table.name)) }
        if let parent = table.derivedFrom, map.table(parent) == nil {
            findings.append(DataMapFinding(.derivedWithoutParent, table.name))
        }
        return findings + table.columns.flatMap { columnFindings($0, of: table) }
    }

    private func columnFindings(_ column: ColumnRule, of table: TableRule) -> [DataMapFinding] {
        let place = "\(table.name).\(column.name)"
        var broken: [DataMapRule] = []
        let isOpen = [.none, .pseudonymous].contains(column.sensitivity)
        if !isOpen, !column.isSealed { broken.append(.personalNotSealed) }
        if isOpen, !column.isSealed, !column.isBlindIndex, SuspiciousName.isSuspicious(column.name, of: table.name) {
            broken.append(.suspiciousName)
        }
        if column.purposes.isEmpty { broken.append(.columnWithoutBasis) }
        if policy[column.clause] == nil { broken.append(.clauseUnknown) }
        if isEndless(column.onErase) { broken.append(.retainedWithoutEnd) }
        if let source = column.derivedFrom, !exists(source) { broken.append(.derivedWithoutParent) }
        if column.isBlindIndex { broken += blindIndex(column, of: table) }
        return broken.map { DataMapFinding($0, place) }
            + column.recipients.filter { !isRegistered($0) }
            .map { DataMapFinding(.recipientNotRegistered, "\(place) → \($0)") }
    }

    private func blindIndex(_ column: ColumnRule, of table: TableRule) -> [DataMapRule] {
        let path = column.derivedFrom.map { $0.split(separator: ".").map(String.init) } ?? []
        guard path.count == 2, path[0] == table.name, !column.isSealed,
            let source = table.columns.first(where: { $0.name == path[1] }), source.isSealed
        else { return [.blindIndexWithoutSource] }
        return (source.distinctValues ?? .max) < DataMapLinter.fewValues ? [.blindIndexOfFewValues] : []
    }

    private func isEndless(_ rule: ErasureRule) -> Bool {
        guard case .retain(let article, let until) = rule else { return false }
        return article.isEmpty || until.isEmpty
    }

    /// `table` or `table.column` of the map.
    private func exists(_ source: String) -> Bool {
        let path = source.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let table = map.table(path[0]) else { return false }
        return path.count == 1 || (path.count == 2 && table.columns.contains { $0.name == path[1] })
    }

    private func isRegistered(_ recipient: String) -> Bool {
        policy.recipients.contains {
            $0.id == recipient || (recipient == DataMapLinter.anyVendor && $0.vendor != nil)
        }
    }

    /// Whether a person's rows are found: each step of the path has its column, and a table stands before the one
    /// that it is reached through, since it is erased first. A table that holds personal data needs a path.
    private func isReachable(_ table: TableRule) -> Bool {
        guard table.subjectPath != .none else { return !table.columns.contains { $0.sensitivity == .personal } }
        return leadsToPerson(table, depth: 0)
    }

    private func leadsToPerson(_ table: TableRule, depth: Int) -> Bool {
        func has(_ column: String, in rule: TableRule) -> Bool { rule.columns.contains { $0.name == column } }
        switch table.subjectPath {
        case .none: return false
        case .column(let column), .ownerKey(let column): return has(column, in: table)
        case .parent(let name, let column):
            guard depth < 4, let parent = map.table(name), has(column, in: table), has(column, in: parent),
                let own = map.tables.firstIndex(of: table), let others = map.tables.firstIndex(of: parent)
            else { return false }
            return own < others && leadsToPerson(parent, depth: depth + 1)
        }
    }
}
