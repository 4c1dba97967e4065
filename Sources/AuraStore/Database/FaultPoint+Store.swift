import AuraCore

extension FaultPoint {
    /// A point of the store: what fails there is the file that was to be written.
    static func reached(_ point: FaultPoint, file: String) throws(StoreError) {
        do throws(FaultPoint.Failure) {
            try reached(point)
        } catch {
            throw StoreError(error, file: file)
        }
    }
}

extension StoreError {
    init(_ failure: FaultPoint.Failure, file: String) {
        switch failure {
        case .inputOutput: self = .ioFailed(file: file)
        case .full: self = .full(file: file)
        }
    }
}
