import AuraCore

extension FaultPoint {
    /// A point between two steps of a use case: what fails there is the store.
    static func passed(_ point: FaultPoint) throws(PlatformError) {
        do throws(FaultPoint.Failure) {
            try reached(point)
        } catch {
            throw PlatformError(error)
        }
    }
}

extension PlatformError {
    init(_ failure: FaultPoint.Failure) {
        switch failure {
        case .inputOutput: self.init(.storageFailed, "reading or writing failed", hint: "check the disk and run again")
        case .full: self.init(.storageFull, "no space is left", hint: "free space and run again")
        }
    }
}
