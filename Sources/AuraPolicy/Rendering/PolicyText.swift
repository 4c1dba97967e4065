import AuraCore

/// The promises in our own words, with the numbers of the terms. Each is one sentence that answers a question.
struct PolicyText {
    let terms: PolicyTerms

    init(_ terms: PolicyTerms) {
        self.terms = terms
    }

    var sections: [PolicySection] {
        [
            PolicySection(
                number: 1, title: "What data we collect and hold",
                introduction:
                    "We collect five kinds of personal information: account data, chatbot content, usage data,"
                    + " billing data and technical data.",
                clauses: held),
            PolicySection(number: 2, title: "What we use it for", clauses: uses),
            PolicySection(number: 3, title: "Your LLM keys", clauses: keys),
            PolicySection(
                number: 4, title: "Who sees your data",
                introduction: "Only we, \(recipients(Clause(4, 1))) for payments, the LLM vendor of your bot and, on a"
                    + " legal request, an authority see your data."
                    + " We share your data with no other third party.",
                clauses: disclosures),
            PolicySection(number: 5, title: "How long we keep it", clauses: periods),
            PolicySection(number: 6, title: "Your rights", clauses: rights),
            PolicySection(number: 7, title: "Where your data is", clauses: places),
            PolicySection(number: 8, title: "Your rights in California", clauses: california),
            PolicySection(number: 9, title: "Cookies", clauses: cookies),
            PolicySection(number: 10, title: "How we keep your data safe", clauses: security),
            PolicySection(number: 11, title: "How to contact us", clauses: contact),
        ]
    }

    /// The period of a class in words.
    func period(_ dataClass: DataClass) -> String {
        rule(dataClass)?.keep.words ?? "no time at all"
    }

    func identifierPeriod(_ dataClass: DataClass) -> String {
        rule(dataClass)?.keepIdentifiers?.words ?? period(dataClass)
    }

    /// The names of the recipients that a clause allows, as a sentence lists them.
    func recipients(_ clause: Clause) -> String {
        let names = terms.recipients.filter { $0.clause == clause }.map(\.name)
        guard let last = names.last, names.count > 1 else { return names.first ?? "nobody" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    private func rule(_ dataClass: DataClass) -> RetentionRule? {
        terms.retention.rules.first { $0.dataClass == dataClass }
    }
}
