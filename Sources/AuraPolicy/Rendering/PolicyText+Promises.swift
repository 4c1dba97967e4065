import AuraCore

/// Sections 5 to 11: how long, which rights, where, how protected, whom to ask.
extension PolicyText {
    var periods: [PolicyClause] {
        [
            PolicyClause(
                Clause(5, 1),
                "We keep your chats (conversation logs) for \(period(.conversation)), unless you delete them earlier.",
                notes: [
                    "The age of each message counts on its own.",
                    "A message past its time is removed within \(terms.purgeLag.limit.words).",
                ]),
            PolicyClause(
                Clause(5, 2),
                "We keep account data while you are subscribed and delete it within \(terms.closure.hardStop.words) of"
                    + " the closure of your account.",
                notes: ["Documents and bot settings are kept until you delete them, or as long as the account."]),
            PolicyClause(
                Clause(5, 3), "We keep invoices and billing records for \(period(.billing)), as tax law requires."),
            PolicyClause(
                Clause(5, 4), "We keep API usage records for \(period(.usage)).",
                notes: ["After \(identifierPeriod(.usage)) they no longer say whose they are."]),
        ]
    }

    var rights: [PolicyClause] {
        [
            PolicyClause(
                Clause(6, 1), "You can get a copy of all data we hold about you."),
            PolicyClause(Clause(6, 2), "You can have wrong data about you corrected."),
            PolicyClause(
                Clause(6, 3), "You can have your data deleted (erased) at any time.",
                notes: [
                    "The key it is encrypted with is destroyed first, and \(terms.backups.keyring.words) later no"
                        + " backup of that key is left.",
                    "Backups of the data itself are kept for \(terms.backups.data.words).",
                ]),
            PolicyClause(Clause(6, 4), "You can have the use of your data restricted."),
            PolicyClause(
                Clause(6, 5),
                "You can export your data and take it with you in a common machine-readable format (JSON)."),
            PolicyClause(Clause(6, 6), "You can object to a use of your data."),
            PolicyClause(Clause(6, 7), "We answer your request within \(terms.requestAnswer.words)."),
            PolicyClause(
                Clause(6, 8), "Business customers in the EU get a data processing agreement (DPA) on request."),
        ]
    }

    var places: [PolicyClause] {
        [
            PolicyClause(Clause(7, 1), "Your data is hosted and stored in the EU/EEA."),
            PolicyClause(
                Clause(7, 2),
                "Data leaves the EEA only under a safeguard of Article 46 GDPR, such as standard contractual clauses (SCC)."
            ),
        ]
    }

    var california: [PolicyClause] {
        [
            PolicyClause(
                Clause(8, 1), "If you live in California, you can ask which data we collect about you and get it."),
            PolicyClause(Clause(8, 2), "If you live in California, you can have the data we collected deleted."),
            PolicyClause(Clause(8, 3), "If you live in California, you can opt out of the sale of your data."),
            PolicyClause(Clause(8, 4), "No sale of personal data takes place, in California or anywhere else."),
        ]
    }

    var cookies: [PolicyClause] {
        [
            PolicyClause(
                Clause(9, 1), "We use only strictly necessary session cookies.",
                notes: ["A session ends with the browser, or after \(period(.session)) without use."]),
            PolicyClause(Clause(9, 2), "Our cookie page lists every cookie and says what it is for."),
        ]
    }

    var security: [PolicyClause] {
        [
            PolicyClause(Clause(10, 1), "Data in transit is encrypted with TLS."),
            PolicyClause(Clause(10, 2), "Sensitive data at rest is encrypted with AES-256-CBC."),
            PolicyClause(Clause(10, 3), "We review the security of the platform regularly and record each review."),
        ]
    }

    var contact: [PolicyClause] {
        [
            PolicyClause(
                Clause(11, 1),
                "There is one address for privacy questions, and what arrives there becomes a tracked request.")
        ]
    }
}
