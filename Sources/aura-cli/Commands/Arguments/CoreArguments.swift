public import ArgumentParser
public import AuraCore

// More values of AuraCore that arguments are read as. A text that is none of them is a wrong use (64).

extension ModelName: ExpressibleByArgument {}
extension Tenant.State: ExpressibleByArgument {}
extension BackupManifest.Part: ExpressibleByArgument {}
