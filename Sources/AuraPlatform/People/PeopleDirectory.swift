import AuraCore
import AuraCrypto
import AuraStore

/// How a person is named on the command line: a `mem_…` or `vis_…` id, an e-mail (it has an `@`), or the tenant's
/// own reference. An e-mail or a reference is at most one member and one visitor of a tenant.
struct PeopleDirectory {
    let context: PlatformContext
    let tenant: Tenant

    /// The member and the visitor this text means; empty if there is neither.
    func find(_ text: String) async throws(PlatformError) -> [KnownPerson] {
        if let id = PersonID(text) { return try await find(id).map { [$0] } ?? [] }
        let text = try TextInput.label(text, of: "person", limit: Limits.referenceBytes)
        return try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            let members = try context.blindIndexes(text, table: "member", column: "email", of: tenant)
            let visitors = try context.blindIndexes(text, table: "visitor", column: "reference", of: tenant)
            return try await platformErrors {
                try await context.store.tenant(tenant.id).read { reader in
                    try reader.requireIndexKeys(tenant.indexKeys)
                    let member = try members.firstFound { try reader.member(emailIndex: $0) }.map(KnownPerson.init)
                    let visitor = try visitors.firstFound { try reader.visitor(referenceIndex: $0) }
                        .map(KnownPerson.init)
                    return [member, visitor].compactMap { $0 }
                }
            }
        }
    }

    /// Whom a turn belongs to: the member, else the visitor, else a visitor that is yet to be added.
    func asker(_ text: String) async throws(PlatformError) -> Asker {
        if let person = try await find(text).first { return .known(person) }
        guard PersonID(text) == nil else {
            throw PlatformError(.notFound, "there is no such person", hint: "give an e-mail or a reference instead")
        }
        return .new(reference: text)
    }

    func find(_ id: PersonID) async throws(PlatformError) -> KnownPerson? {
        try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                switch id {
                case .member(let id): try reader.member(id).map(KnownPerson.init)
                case .visitor(let id): try reader.visitor(id).map(KnownPerson.init)
                }
            }
        }
    }

    /// Makes a visitor with a key of their own; the key is stored, the row is the caller's to insert.
    func newVisitor(reference: String?, at now: Timestamp) async throws(PlatformError) -> NewVisitor {
        let id = Visitor.ID.make(at: now)
        let key = try await context.custody.makeOwnerKey(for: tenant.id, at: now)
        let sealed = try reference.map { (text) throws(PlatformError) in
            try mappingErrors {
                try context.vault.seal(
                    Array(text.utf8),
                    in: SealContext(
                        tenant: tenant.id.rawValue, table: "visitor", column: "reference", row: id.rawValue,
                        dataClass: .account),
                    owner: key, padded: true)
            }
        }
        let index = try reference.map { (text) throws(PlatformError) in
            try context.personIndex(text, table: "visitor", column: "reference", of: tenant)
        }
        return NewVisitor(
            visitor: Visitor(id: id, ownerKey: key, reference: sealed, createdAt: now), referenceIndex: index)
    }
}

/// Somebody the store knows, with their key.
struct KnownPerson: Hashable, Sendable {
    let id: PersonID
    let ownerKey: KeyID

    init(_ member: Member) {
        id = .member(member.id)
        ownerKey = member.ownerKey
    }

    init(_ visitor: Visitor) {
        id = .visitor(visitor.id)
        ownerKey = visitor.ownerKey
    }
}

/// A visitor that is about to be inserted.
struct NewVisitor: Hashable, Sendable {
    let visitor: Visitor
    let referenceIndex: [UInt8]?
}

/// Whom a turn belongs to.
enum Asker: Hashable, Sendable {
    case known(KnownPerson)
    /// A visitor with this e-mail or reference, to be added with the turn.
    case new(reference: String)
    /// A visitor nobody can name, to be added with the turn.
    case anonymous
}

extension PlatformContext {
    /// The blind index of an e-mail or a reference (VAULT.md §6).
    func personIndex(
        _ text: String, table: String, column: String, of tenant: Tenant
    ) throws(PlatformError) -> [UInt8] {
        try mappingErrors {
            try self.vault.blindIndex(text, table: table, column: column, indexKey: tenant.indexKey)
        }
    }

    /// A member's e-mail under the member's own key.
    func sealEmail(
        _ email: String, of member: Member.ID, tenant: Tenant, under key: KeyID
    ) throws(PlatformError) -> SealedValue {
        try mappingErrors {
            try self.vault.seal(
                Array(email.utf8),
                in: SealContext(
                    tenant: tenant.id.rawValue, table: "member", column: "email", row: member.rawValue,
                    dataClass: .account),
                owner: key, padded: true)
        }
    }
}
