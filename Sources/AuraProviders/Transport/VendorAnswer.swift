import AsyncHTTPClient
import AuraCore
import NIOCore
import NIOHTTP1

/// The answer to one call, its body still on the wire. Letting go of it ends the call.
struct VendorAnswer {
    let status: Int
    /// The media type in lower case, without parameters; empty if there is none.
    let mediaType: String
    private let end: NIODeadline
    private var body: HTTPClientResponse.Body.AsyncIterator
    private var received = 0

    /// - Parameter end: When the whole call must be over.
    init(_ response: HTTPClientResponse, end: NIODeadline) {
        status = Int(response.status.code)
        let type = response.headers.first(name: "content-type") ?? ""
        mediaType = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        self.end = end
        body = response.body.makeAsyncIterator()
    }

    /// The next bytes of the body, or nothing at its end.
    ///
    /// - Parameter limit: The most bytes that the whole body may have.
    mutating func next(upTo limit: Int) async throws(ProviderError) -> ByteBuffer? {
        guard NIODeadline.now() < end else { throw ProviderError(.timedOut, wasSent: true) }
        let piece: ByteBuffer?
        do {
            piece = try await body.next(isolation: #isolation)
        } catch {
            throw ProviderError(Task.isCancelled ? .cancelled : TransportFault(error).code, wasSent: true)
        }
        guard !Task.isCancelled else { throw ProviderError(.cancelled, wasSent: true) }
        received += piece?.readableBytes ?? 0
        guard received <= limit else { throw ProviderError(.tooLarge, wasSent: true) }
        return piece
    }

    /// The whole body.
    mutating func collect(upTo limit: Int) async throws(ProviderError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await next(upTo: limit) {
            bytes += piece.readableBytesView
        }
        return bytes
    }
}
