import AuraCore

extension Role {
    /// What a member of this role may do in its own workspace. Each role has all of the next one's.
    var permissions: Set<Permission> {
        switch self {
        case .owner: Role.admin.permissions.union([.tenantAdminister])
        case .admin:
            Role.editor.permissions.union([
                .memberRead, .keyRead, .keyWrite, .conversationDelete, .subjectRead, .subjectErase, .auditRead,
            ])
        case .editor: Role.viewer.permissions.union([.botWrite, .documentWrite, .chat])
        case .viewer:
            [.tenantRead, .botRead, .documentRead, .conversationRead, .usageRead, .retentionRead, .policyRead]
        }
    }
}
