import AuraCore

/// Rows become values of AuraCore here and nowhere else.
enum Rows {
    static func tenant(_ row: Row) throws(StoreError) -> Tenant {
        Tenant(
            id: try row.read("tenantId"), name: try row.read("name"), region: try row.word("region"),
            state: try row.word("state"), createdAt: try row.time("createdAt"),
            closedAt: try row.optionalTime("closedAt"), eraseAt: try row.optionalTime("eraseAt"),
            contentKey: try row.read("contentKeyId"), indexKey: try row.read("indexKeyId"),
            previousIndexKey: try row.readOptional("previousIndexKeyId"))
    }

    static func member(_ row: Row) throws(StoreError) -> Member {
        Member(
            id: try row.read("memberId"), role: try row.word("role"), ownerKey: try row.read("ownerKeyId"),
            email: try row.sealed("email"), createdAt: try row.time("createdAt"))
    }

    static func visitor(_ row: Row) throws(StoreError) -> Visitor {
        Visitor(
            id: try row.read("visitorId"), ownerKey: try row.read("ownerKeyId"),
            reference: try row.optionalSealed("reference"), createdAt: try row.time("createdAt"))
    }

    static func credential(_ row: Row) throws(StoreError) -> Credential {
        Credential(
            id: try row.read("credentialId"), vendor: try row.word("vendor"), origin: try row.text("origin"),
            label: try row.text("label"), fingerprint: try row.text("fingerprint"),
            lastFour: try row.optionalSealed("lastFour"), ownerKey: try row.read("ownerKeyId"),
            state: try row.word("state"), createdAt: try row.time("createdAt"),
            expiresAt: try row.optionalTime("expiresAt"), revokedAt: try row.optionalTime("revokedAt"))
    }

    static func bot(_ row: Row) throws(StoreError) -> Bot {
        Bot(
            id: try row.read("botId"), name: try row.read("name"), model: try model(row),
            prompt: try row.optionalSealed("prompt"), fallback: try row.optionalSealed("fallback"),
            temperatureMilli: try row.optionalInt("temperatureMilli"), createdAt: try row.time("createdAt"))
    }

    static func model(_ row: Row) throws(StoreError) -> ModelName {
        ModelName(vendor: try row.word("vendor"), model: try row.text("model"))
    }

    static func document(_ row: Row) throws(StoreError) -> Document {
        Document(
            id: try row.read("documentId"), bot: try row.read("botId"), title: try row.sealed("title"),
            version: try row.int("version"), mediaType: try row.word("mediaType"),
            language: try row.text("language"), byteCount: try row.int("byteCount"),
            passageCount: try row.int("passageCount"), fingerprint: try row.text("fingerprint"),
            createdAt: try row.time("createdAt"))
    }

    static func passage(_ row: Row) throws(StoreError) -> Passage {
        guard let terms = PackedTerms.unpack(try row.bytes("terms")) else { throw row.damaged }
        return Passage(
            id: try row.read("passageId"), document: try row.read("documentId"), version: try row.int("version"),
            ordinal: try row.int("ordinal"), range: try row.range("rangeStart", "rangeEnd"),
            body: try row.sealed("body"), terms: terms)
    }

    static func conversation(_ row: Row) throws(StoreError) -> Conversation {
        Conversation(
            id: try row.read("conversationId"), bot: try row.read("botId"), createdAt: try row.time("createdAt"))
    }

    static func message(_ row: Row) throws(StoreError) -> Message {
        Message(
            id: try row.read("messageId"), conversation: try row.read("conversationId"),
            person: try row.read("personId"), author: try row.word("author"), ownerKey: try row.read("ownerKeyId"),
            period: try row.period("period"), body: try row.sealed("body"),
            citations: try row.optionalSealed("citations"), createdAt: try row.time("createdAt"))
    }

    static func usage(_ row: Row) throws(StoreError) -> UsageRecord {
        UsageRecord(
            id: try row.read("usageId"), bot: try row.readOptional("botId"),
            conversation: try row.readOptional("conversationId"), person: try row.readOptional("personId"),
            credential: try row.readOptional("credentialId"), model: try model(row),
            tokens: TokenUsage(
                input: try row.int("inputTokens"), output: try row.int("outputTokens"),
                cachedInput: try row.int("cachedInputTokens"), reasoning: try row.int("reasoningTokens")),
            accuracy: try row.word("accuracy"), createdAt: try row.time("createdAt"))
    }
}
