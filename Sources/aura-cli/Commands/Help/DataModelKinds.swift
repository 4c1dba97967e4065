import AuraCore
import AuraPlatform

/// A column of the store with its table, for `aura help data-model`.
struct DataModelColumn: Sendable {
    let table: TableRule
    let column: ColumnRule

    /// Every column, in the order of the map.
    static var all: [DataModelColumn] {
        Platform.dataMap.tables.flatMap { table in
            table.columns.map { DataModelColumn(table: table, column: $0) }
        }
    }
}

extension Kinds {
    /// One column of the data map with all that the map says of it.
    static let dataColumn = Kind<DataModelColumn>(
        "DataColumn", identifier: "column",
        columns: ["column", "class", "sensitivity", "sealed", "clause", "onErase"],
        fields: [
            .identifier("column") { "\($0.table.name).\($0.column.name)" },
            .identifier("table") { $0.table.name },
            .text("tablePurpose") { $0.table.purpose },
            .choice("class") { $0.table.dataClass },
            .text("subject") { $0.table.subjectPath.words },
            .text("tableOnErase") { $0.table.onErase.words },
            .identifier("tableDerivedFrom") { $0.table.derivedFrom },
            .identifier("name") { $0.column.name },
            .identifier("ownership") { $0.column.ownership.rawValue },
            .identifier("sensitivity") { $0.column.sensitivity.rawValue },
            .identifiers("purposes") { $0.column.purposes.map(\.rawValue) },
            .identifiers("bases") { $0.column.purposes.map(\.basis.rawValue) },
            .identifier("clause") { $0.column.clause },
            .text("onErase") { $0.column.onErase.words },
            .text("onAccess") { $0.column.onAccess.words },
            .flag("rectifiable") { $0.column.isRectifiable },
            .identifier("portable") { $0.column.portability.rawValue },
            .identifiers("recipients") { $0.column.recipients },
            .flag("sealed") { $0.column.isSealed },
            .flag("blindIndex") { $0.column.isBlindIndex },
            .identifier("derivedFrom") { $0.column.derivedFrom },
            .integer("values") { $0.column.distinctValues },
        ])
}

extension SubjectPath {
    fileprivate var words: String {
        switch self {
        case .none: "nobody"
        case .column(let column): "by \(column)"
        case .parent(let table, let column): "by \(column) through \(table)"
        case .ownerKey(let column): "by the person's key in \(column)"
        }
    }
}

extension ErasureRule {
    fileprivate var words: String {
        switch self {
        case .delete: "delete"
        case .shred: "shred"
        case .null: "null"
        case .pseudonym: "pseudonym"
        case .retain(let article, let until): "retain (\(article)) until: \(until)"
        }
    }
}

extension ColumnRule.Access {
    fileprivate var words: String {
        switch self {
        case .show: "show"
        case .mask: "mask"
        case .omit(let reason): "omit: \(reason)"
        }
    }
}
