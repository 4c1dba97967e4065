import AuraCore
import AuraPolicy
import AuraStore

extension PolicyVerification {
    /// Every column of this sensitivity is declared sealed, and what is stored in it begins as an envelope does.
    func sealed(_ view: LiveView, where isMeant: (ColumnSample) -> Bool) -> Finding {
        let columns = context.store.dataMap.tables.flatMap(\.columns)
        let meant = view.samples.filter(isMeant)
        let levels = Set(meant.map(\.sensitivity))
        let undeclared = columns.count { levels.contains($0.sensitivity) && !$0.isSealed && !$0.isBlindIndex }
        let unsealed = meant.reduce(0) { $0 + $1.unsealed }
        let values = meant.reduce(0) { $0 + $1.values }
        return Finding(
            unsealed == 0 && undeclared == 0,
            "\(meant.count) columns, \(values) values looked at, \(unsealed) not sealed, \(undeclared) columns not declared"
        )
    }

    func usageWithoutText() -> Finding {
        let rule = context.store.dataMap.table("usage")
        let texts = rule?.columns.filter { $0.sensitivity != .none && $0.sensitivity != .pseudonymous } ?? []
        return Finding(rule != nil && texts.isEmpty, "\(rule?.columns.count ?? 0) columns, \(texts.count) with content")
    }

    func purposesMapped() -> Finding {
        let columns = context.store.dataMap.tables.flatMap(\.columns)
        let without = columns.count { $0.purposes.isEmpty }
        return Finding(without == 0, "\(columns.count) columns, \(without) without a purpose")
    }

    func origins(_ view: LiveView) -> Finding {
        let active = view.credentials.filter { $0.state == .active }
        let foreign = active.count { credential in
            TransferPolicy.decide(
                vendor: credential.vendor, origin: credential.origin, recipients: context.recipients
            ).refusal != nil
        }
        return Finding(foreign == 0, "\(active.count) active keys, \(foreign) for an origin outside the register")
    }

    func secureOrigins(_ view: LiveView) -> Finding {
        let origins = Set(
            context.policy.recipients.flatMap(\.origins)
                + view.credentials.filter { $0.state == .active }.map(\.origin))
        let plain = origins.count { !$0.hasPrefix("https://") }
        return Finding(plain == 0, "\(origins.count) origins, \(plain) without TLS")
    }

    /// An entry of a sound chain holds ids, words of a closed list and hashes; no part of a key fits into one.
    func keysUnlogged(_ view: LiveView) -> Finding {
        let entries = view.chains.reduce(0) { $0 + $1.entries }
        let bad = view.chains.count { !$0.holds }
        return Finding(bad == 0, "\(entries) audit entries of ids and closed words, \(bad) chains of another form")
    }

    func keyOpenings(_ view: LiveView) -> Finding {
        Finding(
            view.keyOpenings >= view.vendorCalls, "\(view.vendorCalls) calls, \(view.keyOpenings) recorded openings")
    }

    func chains(_ view: LiveView) -> Finding {
        let broken = view.chains.count { !$0.holds }
        let entries = view.chains.reduce(0) { $0 + $1.entries }
        return Finding(broken == 0, "\(view.chains.count) chains, \(entries) entries, \(broken) chains broken")
    }

    /// No permission reads a secret, and the map shows it to nobody.
    func noReveal() -> Finding {
        let secrets = context.store.dataMap.tables.flatMap(\.columns).filter { $0.sensitivity == .secret }
        let shown = secrets.count { $0.onAccess == .show }
        return Finding(!secrets.isEmpty && shown == 0, "\(secrets.count) secret columns, \(shown) that an export shows")
    }

    func revoked(_ view: LiveView) -> Finding {
        let revoked = view.credentials.filter { $0.state == .revoked }
        let alive = revoked.count { !view.destroyedKeys.contains($0.ownerKey) }
        return Finding(alive == 0, "\(revoked.count) revoked keys, \(alive) with key material left")
    }

    func noSale() -> Finding {
        let recipients = context.policy.recipients
        let allowed = recipients.count { $0.clause == Clause(4, 1) || $0.clause == Clause(4, 2) }
        return Finding(
            allowed == recipients.count,
            "\(recipients.count) recipients, \(recipients.count - allowed) without a clause")
    }

    func retention(_ dataClass: DataClass, _ view: LiveView) -> Finding {
        let items = view.plan.items.filter { $0.dataClass == dataClass }
        let overdue = items.compactMap(\.oldest).count { oldest in
            StandardPolicy.purgeLag.isOverdue(dueAt: context.dueAt(dataClass, oldest), now: view.now)
        }
        let due = items.reduce(0) { $0 + $1.due.count }
        return Finding(overdue == 0, "\(due) rows due, \(overdue) workspaces with rows overdue by more than a day")
    }

    func closures(_ view: LiveView) -> Finding {
        let closed = view.tenants.filter { $0.state == .closed }
        let late = closed.count { tenant in
            tenant.closedAt.map { StandardPolicy.closure.overdueAt(closedAt: $0) <= view.now } ?? false
        }
        return Finding(late == 0, "\(closed.count) closed workspaces, \(late) past their last day")
    }

    func exportable() -> Finding {
        let tables = context.store.dataMap.tables.filter { $0.subjectPath != .none }
        return Finding(!tables.isEmpty, "\(tables.count) tables lead to a person, each in the export with its hash")
    }

    func erasable() -> Finding {
        let plan = try? ErasurePolicy.plan(
            inventory: SubjectInventory(people: [], keys: [], counts: []), map: context.store.dataMap, holds: [],
            now: context.now)
        let steps = plan?.value?.steps.count ?? 0
        return Finding(steps > 0, "\(steps) tables with an erasure rule that the policy allows")
    }

    func stores(_ view: LiveView) -> Finding {
        Finding(
            view.ledgerIsApplied,
            view.ledgerIsApplied ? "database, keyring and ledger agree" : "a destruction is not carried out everywhere")
    }
}
