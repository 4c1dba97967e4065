package import AuraCore

/// Token counts where no vendor counted: for a call that broke off, and for what fits into a prompt.
package enum TokenEstimate {
    /// One token for each four bytes of UTF-8, rounded up.
    package static func tokens(in text: String) -> Int {
        (text.utf8.count + 3) / 4
    }

    /// An estimate for a prompt and the part of its answer that came.
    package static func usage(prompt turns: [ChatRequest.Turn], answer: String) -> TokenUsage {
        TokenUsage(input: turns.reduce(0) { $0 + tokens(in: $1.text) }, output: tokens(in: answer))
    }
}
