import AuraCore

@testable import AuraStore

/// What a walked operation may point at: the rows of the handle's own tenant or of another.
struct WalkTarget: Sendable {
    let workspace: Workspace
    /// An entry of the tenant's chain.
    let entry: AuditEntry

    static let sealingKey = KeyID(high: 3, low: 4)
}

/// Every operation of a tenant's handle, by its signature in the source, called with the target's ids. A test
/// compares the list with the source, so that a new operation cannot be forgotten here.
enum TenantWalk {
    typealias Operation = @Sendable (TenantWriter, WalkTarget) throws -> Any?

    static let reading: [String: Operation] = [
        "tenant()": { handle, _ in try handle.tenant() },
        "displayName()": { handle, _ in try handle.displayName() },
        "requireIndexKeys(_:)": { handle, target in
            let own = [target.workspace.tenant.indexKey]
            do { try handle.requireIndexKeys(own) } catch StoreError.indexKeyChanged { return false }
            return true
        },
        "members(after:limit:)": { handle, _ in try handle.members(after: nil, limit: 100) },
        "visitors(after:limit:)": { handle, _ in try handle.visitors(after: nil, limit: 100) },
        "documents(after:limit:)": { handle, _ in try handle.documents(after: nil, limit: 100) },
        "passages(after:limit:)": { handle, _ in try handle.passages(after: nil, limit: 100) },
        "members(limit:)": { handle, _ in try handle.members(limit: 100) },
        "member(_:)": { try $0.member($1.workspace.owner.id) },
        "member(emailIndex:)": { handle, _ in try handle.member(emailIndex: Workspace.email) },
        "visitor(_:)": { try $0.visitor($1.workspace.visitor.id) },
        "visitor(referenceIndex:)": { handle, _ in try handle.visitor(referenceIndex: Workspace.reference) },
        "isFenced(_:)": { try $0.isFenced($1.workspace.visitor.ownerKey) },
        "credentials(limit:)": { handle, _ in try handle.credentials(limit: 100) },
        "credential(_:)": { try $0.credential($1.workspace.credential.id) },
        "activeCredential(vendor:label:)": { handle, _ in
            [
                try handle.activeCredential(vendor: .openAI),
                try handle.activeCredential(vendor: .openAI, label: "main"),
            ]
        },
        "secret(of:)": { try $0.secret(of: $1.workspace.credential.id) },
        "bots(limit:)": { handle, _ in try handle.bots(limit: 100) },
        "bot(named:)": { try $0.bot(named: $1.workspace.bot.name) },
        "bot(_:)": { try $0.bot($1.workspace.bot.id) },
        "documents(of:after:limit:)": { try $0.documents(of: $1.workspace.bot.id, limit: 100) },
        "documentCount(of:)": { try $0.documentCount(of: $1.workspace.bot.id) },
        "document(_:)": { try $0.document($1.workspace.document.id) },
        "document(titleIndex:of:)": { try $0.document(titleIndex: Workspace.title, of: $1.workspace.bot.id) },
        "body(of:)": { try $0.body(of: $1.workspace.document.id) },
        "passages(of:limit:)": { try $0.passages(of: $1.workspace.document.id, limit: 100) },
        "languages(of:)": { try $0.languages(of: $1.workspace.bot.id) },
        "corpus(of:)": { try $0.corpus(of: $1.workspace.bot.id) },
        "rank(_:of:by:limit:)": { try $0.rank([WeightedToken(Workspace.token)], of: $1.workspace.bot.id, limit: 100) },
        "conversations(of:person:since:readableSince:limit:)": { handle, target in
            [
                try handle.conversations(limit: 100), try handle.conversations(of: target.workspace.bot.id, limit: 100),
                try handle.conversations(person: .visitor(target.workspace.visitor.id), limit: 100),
            ]
        },
        "conversation(_:)": { try $0.conversation($1.workspace.conversation.id) },
        "newestConversation(of:person:readableSince:)": {
            try $0.newestConversation(of: $1.workspace.bot.id, person: .visitor($1.workspace.visitor.id))
        },
        "askerOfLastTurn(in:)": { try $0.askerOfLastTurn(in: $1.workspace.conversation.id) },
        "messages(in:since:newest:limit:)": { handle, target in
            [
                try handle.messages(in: target.workspace.conversation.id, limit: 100),
                try handle.messages(in: target.workspace.conversation.id, newest: true, limit: 1),
            ]
        },
        "answer(to:)": { handle, _ in try handle.answer(to: Workspace.request) },
        "rows(sealedUnder:in:after:limit:)": { handle, target in
            try TenantReader.sealedTables.map { table in
                try handle.rows(
                    sealedUnder: WalkTarget.sealingKey, in: table, after: "", limit: 100
                ).map(\.id)
            }
        },
        "sealedRows(in:after:limit:)": { handle, _ in
            try TenantReader.allSealedTables.map { table in
                try handle.sealedRows(in: table, after: "", limit: 100).map(\.id)
            }
        },
        "dueRows(_:createdBefore:after:limit:)": { handle, _ in
            try DueRows.allCases.map { try handle.dueRows($0, createdBefore: Sample.day(900), limit: 100) }
        },
        "population(of:)": { handle, _ in try DataClass.allCases.map { try handle.population(of: $0) } },
        "periods(endedBy:limit:)": { handle, _ in try handle.periods(endedBy: Sample.day(900), limit: 100) },
        "inventory(of:)": { try $0.inventory(of: $1.people) },
        "subjectCounts(of:keys:)": { try $0.subjectCounts(of: $1.people, keys: $1.keys) },
        "subjectRecords(of:key:in:after:limit:)": { handle, target in
            try StoreDataMap.databaseTables.map { table in
                try handle.subjectRecords(
                    of: .visitor(target.workspace.visitor.id), key: target.workspace.visitor.ownerKey, in: table.name,
                    limit: 100)
            }
        },
        "usageTotals(by:from:until:limit:)": { handle, _ in
            try UsageGrouping.allCases.map {
                try handle.usageTotals(by: $0, from: Sample.day(-1), until: Sample.day(900), limit: 100)
            }
        },
        "usage(from:until:after:limit:)": { handle, _ in
            try handle.usage(from: Sample.day(-1), until: Sample.day(900), limit: 100)
        },
        "disclosures(from:until:limit:)": { handle, _ in
            try handle.disclosures(from: Sample.day(-1), until: Sample.day(900), limit: 100)
        },
        "person(owning:)": { handle, target in try target.keys.map { try handle.person(owning: $0) } },
        "credential(owning:)": { try $0.credential(owning: $1.workspace.credential.ownerKey) },
        "auditEntries(_:since:limit:)": { handle, _ in try handle.auditEntries(.oldestFirst, limit: 100) },
        "auditPayload(of:)": { try $0.auditPayload(of: $1.entry) },
    ]

    static let writing: [String: Operation] = [
        "closeTenant(at:eraseAt:)": { handle, _ in
            try handle.closeTenant(at: Sample.day(1), eraseAt: Sample.day(30))
        },
        "eraseEverything(limit:)": { handle, _ in
            var rounds = 0
            while try handle.eraseEverything(limit: 2) > 0 { rounds += 1 }
            return rounds
        },
        "insertConversation(_:)": {
            try $0.insertConversation(Conversation(id: .fixed, bot: $1.workspace.bot.id, createdAt: Sample.start))
        },
        "insertMessages(_:)": { handle, target in
            let (conversation, visitor) = (target.workspace.conversation, target.workspace.visitor)
            let message = Message(
                id: .fixed, conversation: conversation.id, person: .visitor(visitor.id), author: .asker,
                ownerKey: visitor.ownerKey, period: .none, body: Sample.sealed("-"), citations: nil,
                createdAt: Sample.day(1))
            try handle.insertMessages([message])
            return nil
        },
        "markAnswer(_:usage:request:)": { handle, target in
            let other = RequestMark(mark: Sample.index("6"), digest: Sample.index("-"), since: Sample.start)
            try handle.markAnswer(target.workspace.messages[1].id, usage: target.workspace.usage.id, request: other)
            return nil
        },
        "deleteConversation(_:)": { try $0.deleteConversation($1.workspace.conversation.id) },
        "insertCredential(_:secret:)": { handle, target in
            let old = target.workspace.credential
            let new = Credential(
                id: old.id, vendor: old.vendor, origin: old.origin, label: "other", fingerprint: "-", lastFour: nil,
                ownerKey: old.ownerKey, state: .active, createdAt: Sample.start, expiresAt: nil, revokedAt: nil)
            try handle.insertCredential(new, secret: Sample.sealed("-"))
            return nil
        },
        "revokeCredential(_:at:)": { try $0.revokeCredential($1.workspace.credential.id, at: Sample.day(1)) },
        "retireCredential(_:)": { handle, target in
            try handle.retireCredential(target.workspace.credential.id)
            return nil
        },
        "reseal(_:under:)": { handle, target in
            let message = target.workspace.messages[0]
            let old = SealedRow(
                table: "message", dataClass: .conversation, id: message.id.rawValue, values: ["body": message.body])
            return try handle.reseal(
                [ResealedRow(old: old, new: old.with(["body": Sample.sealed("-")]))], under: message.ownerKey)
        },
        "setOwnerKey(of:from:to:)": { handle, target in
            let visitor = target.workspace.visitor
            try handle.setOwnerKey(of: .visitor(visitor.id), from: visitor.ownerKey, to: WalkTarget.sealingKey)
            return nil
        },
        "setContentKey(from:to:)": { handle, target in
            try handle.setContentKey(from: target.workspace.tenant.contentKey, to: WalkTarget.sealingKey)
            return nil
        },
        "insertBot(_:)": { handle, target in
            let old = target.workspace.bot
            try handle.insertBot(
                Bot(
                    id: old.id, name: Sample.name("other"), model: old.model, prompt: nil, fallback: nil,
                    temperatureMilli: nil, createdAt: Sample.start))
            return nil
        },
        "deleteBot(_:)": { try $0.deleteBot($1.workspace.bot.id) },
        "deleteContents(of:limit:)": { handle, target in
            var rounds = 0
            while try handle.deleteContents(of: target.workspace.bot.id, limit: 1) > 0 { rounds += 1 }
            return rounds
        },
        "insertDocument(_:titleIndex:body:passages:)": { handle, target in
            let old = target.workspace.document
            let document = Document(
                id: .fixed, bot: target.workspace.bot.id, title: old.title, version: 1, mediaType: .plain,
                language: "de",
                byteCount: 1, passageCount: 0, fingerprint: "-", createdAt: Sample.start)
            try handle.insertDocument(
                document, titleIndex: Sample.index("other"), body: Sample.sealed("-"), passages: [])
            return nil
        },
        "deleteDocument(_:)": { try $0.deleteDocument($1.workspace.document.id) },
        "insertMember(_:emailIndex:)": {
            try $0.insertMember($1.workspace.owner, emailIndex: Sample.index("somebody else"))
        },
        "insertVisitor(_:referenceIndex:)": {
            try $0.insertVisitor($1.workspace.visitor, referenceIndex: Sample.index("somebody else"))
        },
        "beginIndexRotation(to:)": { try $0.beginIndexRotation(to: $1.workspace.visitor.ownerKey) },
        "endIndexRotation()": { handle, target in
            try handle.beginIndexRotation(to: target.workspace.visitor.ownerKey)
            try handle.endIndexRotation()
            return nil
        },
        "setEmailIndex(_:of:)": { try $0.setEmailIndex(Sample.index("new"), of: $1.workspace.owner) },
        "setReferenceIndex(_:of:)": { try $0.setReferenceIndex(Sample.index("new"), of: $1.workspace.visitor) },
        "setTitleIndex(_:fingerprint:of:)": {
            try $0.setTitleIndex(Sample.index("new"), fingerprint: "new", of: $1.workspace.document)
        },
        "replaceTerms(_:of:)": { handle, target in
            let term = PassageTerm(token: SearchToken(rawValue: 77), frequency: 2)
            for passage in target.workspace.passages {
                try handle.replaceTerms([term], of: passage.id)
            }
            return nil
        },
        "fence(_:at:)": { try $0.fence($1.workspace.visitor.ownerKey, at: Sample.day(1)) },
        "purge(_:of:createdBefore:)": { handle, target in
            [
                try handle.purge(
                    target.workspace.messages.map(\.id.rawValue), of: .conversation, createdBefore: Sample.day(9)),
                try handle.purge([target.workspace.usage.id.rawValue], of: .usage, createdBefore: Sample.day(9)),
            ]
        },
        "erase(_:key:in:limit:)": { handle, target in
            try StoreDataMap.databaseTables.map { table in
                try handle.erase(
                    .visitor(target.workspace.visitor.id), key: target.workspace.visitor.ownerKey, in: table.name)
            }
        },
        "insertUsage(_:)": { handle, target in
            let old = target.workspace.usage
            try handle.insertUsage(old)
            return nil
        },
        "insertDisclosure(_:)": { handle, target in
            try handle.insertDisclosure(
                Disclosure(
                    id: .fixed, usage: target.workspace.usage.id, recipient: "-", country: "DE", categories: [],
                    createdAt: Sample.start))
            return nil
        },
        "stripUsageIdentifiers(_:createdBefore:)": {
            try $0.stripUsageIdentifiers([$1.workspace.usage.id], createdBefore: Sample.day(9))
        },
        "insertJob(_:)": {
            try $0.insertJob(
                Job(id: .fixed, tenant: $1.workspace.tenant.id, kind: .erase, plan: [:], startedAt: Sample.start))
        },
        "advanceJob(_:to:)": { try $0.advanceJob($1.workspace.job.id, to: "half") },
        "finishJob(_:leaving:at:)": { try $0.finishJob($1.workspace.job.id, leaving: [:], at: Sample.day(1)) },
        "removeCall(_:)": { handle, target in
            try handle.removeCall(target.workspace.call.id)
            return nil
        },
        "setLedgerHead(_:)": { handle, _ in try handle.setLedgerHead(LedgerHead(sequence: 9, hash: "-")) },
    ]
}

extension WalkTarget {
    var people: [PersonID] { [.visitor(workspace.visitor.id), .member(workspace.owner.id)] }
    var keys: [KeyID] { [workspace.visitor.ownerKey, workspace.owner.ownerKey] }
}

extension Identifier {
    /// The same in every store, so that what two stores answer can be compared.
    static var fixed: Identifier { Identifier(at: Sample.start, high: 1, low: 1) }
}
