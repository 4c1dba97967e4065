import AuraCore
import AuraPlatform

extension Kinds {
    static let member = Kind<MemberService.Overview>(
        "Member", identifier: "id",
        fields: [
            .identifier("id") { $0.member.id },
            .text("email") { $0.email },
            .choice("role") { $0.member.role },
            .time("createdAt") { $0.member.createdAt },
        ])
}
