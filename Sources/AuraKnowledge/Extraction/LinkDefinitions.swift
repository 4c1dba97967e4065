/// The names of links that a Markdown document defines, as in `[name]: destination`.
struct LinkDefinitions {
    /// A longer name is none.
    private static let maximumBytes = 256

    private var names: Set<[UInt8]> = []

    init() {}

    init(in source: ArraySlice<UInt8>) {
        for line in source.split(separator: 0x0A) {
            if let name = Self.name(definedBy: line.trimmingSpace()) { names.insert(Self.folded(name)) }
        }
    }

    func contains(_ name: ArraySlice<UInt8>) -> Bool {
        !names.isEmpty && name.count <= Self.maximumBytes && names.contains(Self.folded(name))
    }

    /// The name that a line defines; nothing if it defines none. A footnote is text.
    static func name(definedBy line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.first == 0x5B, line.dropFirst().first != 0x5E else { return nil }
        let name = line.dropFirst().prefix(maximumBytes + 1).prefix { $0 != 0x5D }
        let rest = line[name.endIndex...]
        guard !name.isEmpty, rest.starts(with: [0x5D, 0x3A]), !rest.dropFirst(2).trimmingSpace().isEmpty else {
            return nil
        }
        return name
    }

    private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
        name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
