import AuraCore

extension Permission {
    /// Whether it concerns the installation and is therefore the operator's and its jobs' alone.
    var isOfInstallation: Bool {
        switch self {
        case .installationRead, .installationAdminister, .retentionPurge: true
        default: false
        }
    }

    /// Whether it makes no sense without a tenant (CLI.md §1.1).
    var needsTenant: Bool {
        switch self {
        case .memberRead, .keyRead, .keyWrite, .botRead, .botWrite, .documentRead, .documentWrite, .chat,
            .conversationRead, .conversationDelete, .usageRead, .subjectRead, .subjectErase:
            true
        case .installationRead, .installationAdminister, .tenantRead, .tenantAdminister, .retentionRead,
            .retentionPurge, .auditRead, .policyRead:
            false
        }
    }

    /// Whether it uses a tenant's data or adds to it, which ends with the closure of the workspace (clause 5.2).
    /// Reading, exporting and erasing go on until the data is gone.
    var isProcessing: Bool {
        switch self {
        case .keyWrite, .botWrite, .documentWrite, .chat: true
        case .installationRead, .installationAdminister, .tenantRead, .tenantAdminister, .memberRead, .keyRead,
            .botRead, .documentRead, .conversationRead, .conversationDelete, .usageRead, .retentionRead,
            .retentionPurge, .subjectRead, .subjectErase, .auditRead, .policyRead:
            false
        }
    }

    /// The promise whose data or right the permission concerns, which a refusal protects.
    var clause: Clause {
        switch self {
        case .tenantRead, .tenantAdminister, .memberRead: Clause(1, 1)
        case .botRead, .botWrite, .documentRead, .documentWrite: Clause(1, 2)
        case .conversationRead, .conversationDelete: Clause(4, 2)
        case .usageRead: Clause(1, 3)
        case .chat: Clause(2, 1)
        case .keyRead, .keyWrite: Clause(3, 5)
        case .retentionRead, .retentionPurge: Clause(5, 1)
        case .subjectRead: Clause(6, 1)
        case .subjectErase: Clause(6, 3)
        case .installationRead, .installationAdminister, .auditRead: Clause(10, 3)
        case .policyRead: Clause(11, 1)
        }
    }
}
