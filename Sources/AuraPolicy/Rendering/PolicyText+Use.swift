import AuraCore

/// Sections 1 to 4: what is held, what for, the keys, who sees it.
extension PolicyText {
    var held: [PolicyClause] {
        [
            PolicyClause(
                Clause(1, 1), "We hold account data: your name, your e-mail address and the name of your workspace."),
            PolicyClause(
                Clause(1, 2),
                "We hold chatbot content: the documents you upload, your bots' settings and the conversation logs."),
            PolicyClause(
                Clause(1, 3), "We hold usage data: the number of API calls, the tokens used and the estimated cost."),
            PolicyClause(
                Clause(1, 4),
                "We hold billing data: your plan and your invoices; card numbers stay with the payment provider."),
            PolicyClause(
                Clause(1, 5),
                "We hold technical data, that is IP address, browser and access times, for security only.",
                notes: ["IP addresses and other technical data are deleted after \(period(.technical))."]),
        ]
    }

    var uses: [PolicyClause] {
        [
            PolicyClause(Clause(2, 1), "We use your data to run the platform and to let your bots answer."),
            PolicyClause(Clause(2, 2), "We use account and billing data to bill you and to send invoices."),
            PolicyClause(
                Clause(2, 3),
                "We use your e-mail address to send sign-in links and invitations, and no advertising.",
                notes: ["The text of a sent e-mail is kept for \(period(.mail))."]),
            PolicyClause(Clause(2, 4), "We use technical and usage data to detect abuse."),
            PolicyClause(
                Clause(2, 5), "We use data where a law obliges us to, and for nothing beyond that duty.",
                notes: [
                    "A legal hold can stop a deletion for as long as it stands.",
                    "The register of privacy requests is kept for \(period(.compliance)).",
                ]),
        ]
    }

    var keys: [PolicyClause] {
        [
            PolicyClause(
                Clause(3, 1),
                "Your LLM key is never passed to a third party; it goes only to the vendor that issued it."),
            PolicyClause(
                Clause(3, 2),
                "Your LLM key is encrypted with AES-256-CBC before it is stored, with HMAC-SHA-512 authentication."),
            PolicyClause(
                Clause(3, 3), "Your LLM key never appears in logs, error reports or analytics."),
            PolicyClause(
                Clause(3, 4),
                "Your LLM key is opened in memory only, and only while we call the vendor for your workspace."),
            PolicyClause(
                Clause(3, 5), "Our staff cannot read your LLM key: no command and no page can show it again."),
            PolicyClause(
                Clause(3, 6), "You can watch the usage of your LLM key, and replace or revoke it at any time."),
        ]
    }

    var disclosures: [PolicyClause] {
        [
            PolicyClause(
                Clause(4, 1), "We share payment data with \(recipients(Clause(4, 1))), which takes the payment."),
            PolicyClause(
                Clause(4, 2),
                "We share the content of a conversation with the LLM vendor that your bot's owner chose, and no other.",
                notes: ["The LLM vendors that can be chosen are: \(recipients(Clause(4, 2)))."]),
            PolicyClause(
                Clause(4, 3),
                "We give data to an authority, such as a court or the police, only on a valid legal request."),
            PolicyClause(Clause(4, 4), "We do not sell your data to anybody."),
        ]
    }
}
