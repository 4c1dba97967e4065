import AuraCore

extension StoreError {
    /// What an SQLSTATE means; the engine's message, which may quote a row, stays behind.
    ///
    /// - Parameter wasCancelled: Whether the query was stopped because its task was cancelled.
    static func fromPostgres(_ state: String, wasCancelled: Bool, file: String) -> StoreError {
        switch state {
        case "23505": .exists
        case "23503": .absent
        case "57014": wasCancelled ? .cancelled : .timedOut(file: file)
        case "55P03", "40001", "40P01": .locked(by: nil, since: nil)
        case "53100": .full(file: file)
        case "53300": .exhausted(file: file)
        case "25006": .readOnly(file: file)
        case "28000", "28P01", "42501", "0L000", "0P000": .accessDenied(file: file)
        case "3D000", "42P01", "3F000": .missing(file: file)
        case "57P01", "57P02", "57P03", "57P04", "": .unreachable(file: file)
        default:
            switch state.prefix(2) {
            case "08": .unreachable(file: file)
            case "53", "58": .ioFailed(file: file)
            case "XX": .corrupt(file: file)
            default: .failed(code: 0)
            }
        }
    }
}
