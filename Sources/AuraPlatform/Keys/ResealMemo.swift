import AuraCore

/// What the rotation of an owner key remembers: ids alone.
struct ResealMemo: Hashable, Sendable {
    /// Whose key it is; nothing for the tenant's own content.
    let person: PersonID?
    let old: KeyID
    let new: KeyID

    init(person: PersonID?, old: KeyID, new: KeyID) {
        self.person = person
        self.old = old
        self.new = new
    }

    /// What audit events name.
    func subject(of tenant: Tenant) -> String {
        person?.rawValue ?? tenant.id.rawValue
    }

    var json: JSONValue {
        [
            "person": JSONValue(person?.rawValue), "old": .string(old.description), "new": .string(new.description),
        ]
    }

    init?(_ json: JSONValue) {
        guard let old = json["old"]?.string.flatMap(KeyID.init), let new = json["new"]?.string.flatMap(KeyID.init)
        else { return nil }
        self.init(person: json["person"]?.string.flatMap(PersonID.init), old: old, new: new)
    }
}

/// How far the rotation of an owner key has come; nothing at all before the first row.
enum ResealPlace: Hashable, Sendable {
    /// Everything up to this row of this table is under the new key.
    case row(table: String, id: String)
    /// Every table was gone through; calls that began with the old key may still be under way.
    case swept
    /// A last look found nothing; the old key is out of use.
    case disabled(at: Timestamp)

    var isSweeping: Bool {
        if case .row = self { true } else { false }
    }

    var text: String {
        switch self {
        case .row(let table, let id): "row \(table) \(id)"
        case .swept: "swept"
        case .disabled(let at): "disabled \(at)"
        }
    }

    init?(_ cursor: String?) {
        let parts = (cursor ?? "").split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("row", 3): self = .row(table: parts[1], id: parts[2])
        case ("swept", 1): self = .swept
        case ("disabled", 2):
            guard let at = Timestamp(parts[1]) else { return nil }
            self = .disabled(at: at)
        default: return nil
        }
    }
}
