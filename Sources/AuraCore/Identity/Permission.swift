/// Everything a principal can be allowed to do. A use case asks for exactly one.
public enum Permission: String, CaseIterable, Sendable {
    case installationRead, installationAdminister
    case tenantRead, tenantAdminister
    case memberRead
    case keyRead, keyWrite
    case botRead, botWrite
    case documentRead, documentWrite
    case chat
    case conversationRead, conversationDelete
    case usageRead
    case retentionRead, retentionPurge
    case subjectRead, subjectErase
    case auditRead
    case policyRead
}
