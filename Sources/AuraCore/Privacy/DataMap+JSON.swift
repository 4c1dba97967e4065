extension DataMap {
    /// The whole map; the SHA-256 of its canonical form is the map hash of plans and receipts.
    public var json: JSONValue {
        ["tables": .array(tables.map(\.json))]
    }
}

extension TableRule {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "class": .string(dataClass.rawValue), "subjectPath": subjectPath.json,
            "onErase": onErase.json, "derivedFrom": JSONValue(derivedFrom), "purpose": .string(purpose),
            "columns": .array(columns.map(\.json)),
        ]
    }
}

extension ColumnRule {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "ownership": .string(ownership.rawValue),
            "sensitivity": .string(sensitivity.rawValue),
            "purposes": .array(
                purposes.map { ["purpose": .string($0.rawValue), "basis": .string($0.basis.rawValue)] }),
            "onErase": onErase.json, "onAccess": onAccess.json, "rectifiable": .bool(isRectifiable),
            "portable": .string(portability.rawValue), "recipients": .array(recipients.map(JSONValue.string)),
            "sealed": .bool(isSealed), "blindIndex": .bool(isBlindIndex), "derivedFrom": JSONValue(derivedFrom),
            "values": distinctValues.map { JSONValue($0) } ?? .null, "clause": .string(clause.description),
        ]
    }
}

extension SubjectPath {
    fileprivate var json: JSONValue {
        switch self {
        case .none: .null
        case .column(let column): ["column": .string(column)]
        case .parent(let table, let column): ["parent": .string(table), "column": .string(column)]
        case .ownerKey(let column): ["ownerKey": .string(column)]
        }
    }
}

extension ErasureRule {
    fileprivate var json: JSONValue {
        switch self {
        case .delete: "delete"
        case .shred: "shred"
        case .null: "null"
        case .pseudonym: "pseudonym"
        case .retain(let article, let until): ["retain": .string(article), "until": .string(until)]
        }
    }
}

extension ColumnRule.Access {
    fileprivate var json: JSONValue {
        switch self {
        case .show: "show"
        case .mask: "mask"
        case .omit(let reason): ["omit": .string(reason)]
        }
    }
}
