import AsyncHTTPClient
import AuraCore
import NIOCore
import NIOHTTP1

/// What calls to every vendor share: the HTTP client, the key in its header, limits, retries, and the meaning of a
/// status. An adapter only translates.
package struct ChatClient: Sendable {
    package let limits: Limits
    let pacing: Pacing

    package init(limits: Limits = Limits(), pacing: Pacing = .system) {
        self.limits = limits
        self.pacing = pacing
    }

    /// Makes one call, and again after a failure that may pass, up to the limits.
    ///
    /// A call is repeated only if it could not connect, or on one of the statuses of ``isPassing(_:)``: so never
    /// once an answer has begun.
    ///
    /// - Returns: An answer with a status of success. Its body is read by the caller and is not repeated.
    func send(
        _ call: VendorCall, to target: PermittedOrigin, key: SecretBytes
    ) async throws(ProviderError) -> VendorAnswer {
        try BearerKey.check(key)
        let end = NIODeadline.now() + TimeAmount(limits.wholeCall)
        var wasSent = false
        var attempt = 0
        while true {
            let failure: Failure
            do throws(Failure) {
                return try await dial(call, target, key, end: end)
            } catch {
                failure = error
            }
            wasSent = wasSent || failure.error.wasSent
            let last = ProviderError(
                failure.error.code, retryAfterSeconds: failure.error.retryAfterSeconds, wasSent: wasSent)
            guard failure.mayPass, attempt < limits.retries,
                let pause = pause(afterAttempt: attempt, retryAfterSeconds: last.retryAfterSeconds),
                NIODeadline.now() + TimeAmount(pause) < end
            else { throw last }
            do { try await pacing.sleep(pause) } catch { throw ProviderError(.cancelled, wasSent: wasSent) }
            attempt += 1
        }
    }

    /// One attempt that gave no answer.
    private struct Failure: Error {
        let error: ProviderError
        let mayPass: Bool
    }

    private func dial(
        _ call: VendorCall, _ target: PermittedOrigin, _ key: SecretBytes, end: NIODeadline
    ) async throws(Failure) -> VendorAnswer {
        let response: HTTPClientResponse
        do {
            let deadline = min(NIODeadline.now() + TimeAmount(limits.firstByte), end)
            response = try await HTTPClients.client(for: limits).execute(
                request(call, target, key), deadline: deadline)
        } catch {
            let fault = TransportFault(error)
            let code = Task.isCancelled ? .cancelled : fault.code
            throw Failure(
                error: ProviderError(code, wasSent: fault.wasSent), mayPass: code == .unreachable && !fault.wasSent)
        }
        var answer = VendorAnswer(response, end: end)
        guard response.headers.size <= limits.headerBytes else {
            throw Failure(error: ProviderError(.tooLarge, wasSent: true), mayPass: false)
        }
        if (200..<300).contains(answer.status) {
            // A body is never inflated, so it cannot swell; a coding that was not asked for is an error.
            guard response.headers.isPlain else {
                throw Failure(error: ProviderError(.protocolViolation, wasSent: true), mayPass: false)
            }
            return answer
        }
        throw await refusal(&answer, call, retryAfter: response.headers.first(name: "retry-after"))
    }

    private func request(_ call: VendorCall, _ target: PermittedOrigin, _ key: SecretBytes) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: target.origin.description + call.path)
        request.headers.add(name: "user-agent", value: "aura")
        request.headers.add(name: "accept", value: call.accepts)
        request.headers.add(name: "accept-encoding", value: "identity")
        if let body = call.body {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        request.headers.add(name: "authorization", value: BearerKey.headerValue(key))
        return request
    }

    private func refusal(
        _ answer: inout VendorAnswer, _ call: VendorCall, retryAfter: String?
    ) async -> Failure {
        let status = answer.status
        if (300..<400).contains(status) {
            return Failure(error: ProviderError(.redirected, wasSent: true), mayPass: false)
        }
        var explained: ProviderError.Code?
        // A body that is too long or breaks off explains nothing; the status stands.
        if status != 401, let body = try? await answer.collect(upTo: limits.errorBodyBytes) {
            explained = call.explain(body)
        }
        guard !Task.isCancelled else {
            return Failure(error: ProviderError(.cancelled, wasSent: true), mayPass: false)
        }
        let code = explained ?? ProviderError.Code(status: status)
        let seconds = retryAfter.flatMap { RetryAfter.seconds($0, now: pacing.clock.now) }
        return Failure(
            error: ProviderError(code, retryAfterSeconds: seconds, wasSent: true),
            mayPass: ChatClient.isPassing(status) && code.isPassing)
    }

    /// The statuses after which a call is made again.
    static func isPassing(_ status: Int) -> Bool {
        [408, 429, 500, 502, 503, 504, 529].contains(status)
    }
}

extension ProviderError.Code {
    /// What a status other than success means where the vendor does not say more.
    init(status: Int) {
        self =
            switch status {
            case 401: .keyRefused
            case 403: .notPermitted
            case 404: .modelNotFound
            case 408: .timedOut
            case 413: .contextTooLong
            case 429: .rateLimited
            case 503, 529: .overloaded
            case 400..<500: .badRequest
            case 500..<600: .failed
            default: .protocolViolation
            }
    }

    fileprivate var isPassing: Bool {
        switch self {
        case .rateLimited, .overloaded, .failed, .timedOut: true
        default: false
        }
    }
}

extension HTTPHeaders {
    /// The bytes of all names and values.
    fileprivate var size: Int {
        reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    }

    /// Whether the body is as it was meant, not compressed.
    fileprivate var isPlain: Bool {
        self[canonicalForm: "content-encoding"].allSatisfy { $0.lowercased() == "identity" }
    }
}
