import AuraCore
import AuraPolicy
import Testing

@Suite struct TransferPolicyTests {
    @Test func `a vendor in the register is allowed under its exact origin`() {
        let decision = TransferPolicy.decide(vendor: .openAI, origin: "https://api.openai.com")
        #expect(decision.value??.id == "openai")
    }

    @Test(arguments: [
        "https://api.openai.com/", "http://api.openai.com", "https://api.openai.com:8443", "https://api.stripe.com",
        "https://api.openai.com.evil.example", "https://API.openai.com", "", nil,
    ])
    func `any other origin is refused`(origin: String?) {
        let refusal = TransferPolicy.decide(vendor: .openAI, origin: origin).refusal
        #expect(refusal?.reason == .recipientNotRegistered)
        #expect(refusal?.clause == Clause(4, 2))
    }

    @Test func `an empty register refuses every vendor`() {
        let decision = TransferPolicy.decide(vendor: .openAI, origin: "https://api.openai.com", recipients: [])
        #expect(decision.refusal?.reason == .recipientNotRegistered)
    }

    @Test func `what calls nobody discloses nothing`() {
        let decision = TransferPolicy.decide(vendor: .aura, origin: nil, recipients: [])
        #expect(decision == .allowed(nil))
    }

    @Test func `every vendor that needs a key is in the register, over https alone`() {
        for vendor in Vendor.allCases where vendor.needsKey {
            #expect(StandardPolicy.recipients.contains { $0.vendor == vendor })
        }
        for recipient in StandardPolicy.recipients {
            #expect(recipient.origins.allSatisfy { $0.hasPrefix("https://") })
            #expect(StandardPolicy.document[recipient.clause] != nil)
        }
    }
}
