import AuraCore
import AuraPolicy
import Testing

@Suite struct AccessPolicyTests {
    /// Everything that is declared about a permission: which roles have it, whether it needs a tenant, and whether it
    /// goes on after the closure of the workspace.
    struct Declared {
        let roles: Set<Role>
        var needsTenant = true
        var outlastsClosure = true
    }

    static let matrix: [Permission: Declared] = [
        .installationRead: Declared(roles: [], needsTenant: false),
        .installationAdminister: Declared(roles: [], needsTenant: false),
        .retentionPurge: Declared(roles: [], needsTenant: false),
        .tenantRead: Declared(roles: [.owner, .admin, .editor, .viewer], needsTenant: false),
        .tenantAdminister: Declared(roles: [.owner], needsTenant: false),
        .memberRead: Declared(roles: [.owner, .admin]),
        .keyRead: Declared(roles: [.owner, .admin]),
        .keyWrite: Declared(roles: [.owner, .admin], outlastsClosure: false),
        .botRead: Declared(roles: [.owner, .admin, .editor, .viewer]),
        .botWrite: Declared(roles: [.owner, .admin, .editor], outlastsClosure: false),
        .documentRead: Declared(roles: [.owner, .admin, .editor, .viewer]),
        .documentWrite: Declared(roles: [.owner, .admin, .editor], outlastsClosure: false),
        .chat: Declared(roles: [.owner, .admin, .editor], outlastsClosure: false),
        .conversationRead: Declared(roles: [.owner, .admin, .editor, .viewer]),
        .conversationDelete: Declared(roles: [.owner, .admin]),
        .usageRead: Declared(roles: [.owner, .admin, .editor, .viewer]),
        .retentionRead: Declared(roles: [.owner, .admin, .editor, .viewer], needsTenant: false),
        .subjectRead: Declared(roles: [.owner, .admin]),
        .subjectErase: Declared(roles: [.owner, .admin]),
        .auditRead: Declared(roles: [.owner, .admin], needsTenant: false),
        .policyRead: Declared(roles: [.owner, .admin, .editor, .viewer], needsTenant: false),
    ]

    private static let states: [Tenant.State?] = Tenant.State.allCases + [nil]

    @Test func `every permission is declared`() {
        #expect(Set(Self.matrix.keys) == Set(Permission.allCases))
    }

    @Test(arguments: Permission.allCases)
    func `the operator and its jobs act on every tenant that is not closed`(_ permission: Permission) throws {
        let declared = try #require(Self.matrix[permission])
        for principal in [Principal.operator(), .job(named: "nightly")] {
            for state in Self.states {
                let decision = AccessPolicy.decide(principal, permission, tenant: Sample.tenant, state: state)
                let expected: RefusalReason? =
                    declared.outlastsClosure || state == .active
                    ? nil : state == .closed ? .tenantClosed : .tenantUnknown
                #expect(decision.refusal?.reason == expected)
            }
            let whole = AccessPolicy.decide(principal, permission, tenant: nil, state: nil)
            #expect(whole.refusal?.reason == (declared.needsTenant ? .tenantNeeded : nil))
        }
    }

    @Test(arguments: Permission.allCases, Role.allCases)
    func `a member acts on its own tenant as its role allows`(_ permission: Permission, _ role: Role) throws {
        let declared = try #require(Self.matrix[permission])
        let member = Self.member(role)
        for state in Self.states {
            let refusal = AccessPolicy.decide(member, permission, tenant: Sample.tenant, state: state).refusal
            let expected: RefusalReason? =
                if [.installationRead, .installationAdminister, .retentionPurge].contains(permission) {
                    .installationOnly
                } else if !declared.roles.contains(role) {
                    .roleLacksPermission
                } else if declared.outlastsClosure || state == .active {
                    nil
                } else {
                    state == .closed ? .tenantClosed : .tenantUnknown
                }
            #expect(refusal?.reason == expected)
        }
    }

    @Test(arguments: Permission.allCases, Role.allCases)
    func `a member has no part in another tenant or in the installation`(
        _ permission: Permission, _ role: Role
    ) throws {
        for state in Self.states {
            let other = AccessPolicy.decide(Self.member(role), permission, tenant: Sample.otherTenant, state: state)
            #expect(other.refusal != nil)
        }
        let whole = AccessPolicy.decide(Self.member(role), permission, tenant: nil, state: nil)
        #expect((whole.refusal == nil) == (permission == .policyRead))
    }

    @Test(arguments: Permission.allCases)
    func `a refusal gives a clause of the policy and a sentence`(_ permission: Permission) throws {
        let refusals = [
            AccessPolicy.decide(Self.member(.viewer), permission, tenant: Sample.otherTenant, state: .active).refusal,
            AccessPolicy.decide(Self.member(.viewer), permission, tenant: Sample.tenant, state: .closed).refusal,
            AccessPolicy.decide(.operator(), permission, tenant: nil, state: nil).refusal,
        ]
        for refusal in refusals.compactMap(\.self) {
            #expect(StandardPolicy.document[refusal.clause] != nil)
            #expect(refusal.sentence.hasSuffix("."))
            #expect(!refusal.sentence.contains("_"))
        }
    }

    private static func member(_ role: Role) -> Principal {
        Principal(kind: .member(Member.ID(at: Sample.now, high: 9, low: 9), of: Sample.tenant, role), actor: "m")
    }
}
