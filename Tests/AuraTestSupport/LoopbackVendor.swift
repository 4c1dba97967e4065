import Glibc
package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A vendor on 127.0.0.1 for tests: it reads real requests and answers with the exact bytes it is told to.
package struct LoopbackVendor: Sendable {
    /// A request as it arrived.
    package struct Request: Sendable {
        package var method = ""
        package var path = ""
        /// Names in lower case.
        package var headers: [(name: String, value: String)] = []
        package var body: [UInt8] = []

        package func header(_ name: String) -> String? {
            headers.first { $0.name == name }?.value
        }
    }

    /// What the vendor does with a request.
    package struct Reply: Sendable {
        package enum Ending: Sendable {
            /// The connection stays open for the next request.
            case keepOpen
            case close
            /// The connection is torn down by RST.
            case reset
            /// Nothing more comes, and the connection stays open.
            case stall
            /// The last piece again and again, this far apart, until the other side goes away.
            case repeating(milliseconds: Int64)
        }

        /// Bytes for the wire, in order.
        package var pieces: [[UInt8]]
        package var ending: Ending
        /// The last piece and the ending wait for ``LoopbackVendor/release()``.
        package var isHeld = false

        package init(pieces: [[UInt8]], ending: Ending) {
            self.pieces = pieces
            self.ending = ending
        }

        /// The same, but the last piece and the ending wait for ``LoopbackVendor/release()``.
        package var held: Reply {
            var reply = self
            reply.isHeld = true
            return reply
        }
    }

    /// Answers a request; `place` counts all requests from 0.
    package typealias Script = @Sendable (_ request: Request, _ place: Int) -> Reply

    package let port: Int
    private let listener: any Channel
    fileprivate let log: Log

    package var origin: String { "http://127.0.0.1:\(port)" }
    package var requests: [Request] { log.state.withLock(\.requests) }
    package var connections: Int { log.state.withLock(\.connections) }

    /// Lets go of all that replies hold back.
    package func release() {
        for end in log.state.withLock({ state in
            defer { state.held = [] }
            return state.held
        }) {
            end()
        }
    }

    /// Waits until the other side has closed a connection (or has closed one already).
    package func waitForHangUp() async {
        for await _ in log.hangUps { return }
    }

    /// Runs a vendor for the length of `body`, on a port that the kernel chooses.
    ///
    /// - Parameter prepare: Adds handlers between the socket and HTTP, such as TLS.
    package static func run<R>(
        _ script: @escaping Script, prepare: @escaping @Sendable (any Channel) throws -> Void = { _ in },
        body: (LoopbackVendor) async throws -> R
    ) async throws -> R {
        let log = Log()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.socketOption(.init(rawValue: TCP_NODELAY)), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try prepare(channel)
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    try channel.pipeline.syncOperations.addHandler(Player(script: script, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let vendor = LoopbackVendor(port: listener.localAddress?.port ?? 0, listener: listener, log: log)
        let result: Result<R, any Error>
        do { result = .success(try await body(vendor)) } catch { result = .failure(error) }
        try? await listener.close().get()
        for channel in log.state.withLock({ Array($0.open.values) }) { try? await channel.close().get() }
        return try result.get()
    }
}

extension LoopbackVendor.Reply {
    /// An answer with a `Content-Length`.
    package static func whole(
        status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], ending: Ending = .keepOpen
    ) -> LoopbackVendor.Reply {
        let head = head(status, headers.merging(["content-length": String(body.count)]) { given, _ in given })
        return LoopbackVendor.Reply(pieces: [head + body], ending: ending)
    }

    /// An answer in chunks, each of them one of `parts`.
    ///
    /// - Parameter isWhole: Whether the last, empty chunk is sent, which tells the end.
    package static func chunked(
        status: Int = 200, headers: [String: String] = [:], parts: [[UInt8]], isWhole: Bool = true,
        ending: Ending = .keepOpen
    ) -> LoopbackVendor.Reply {
        var pieces = [head(status, headers.merging(["transfer-encoding": "chunked"]) { given, _ in given })]
        for part in parts where !part.isEmpty {
            pieces.append(Array("\(String(part.count, radix: 16))\r\n".utf8) + part + [0x0D, 0x0A])
        }
        if isWhole { pieces.append(Array("0\r\n\r\n".utf8)) }
        return LoopbackVendor.Reply(pieces: pieces, ending: ending)
    }

    /// The head of an answer as it stands on the wire.
    package static func head(_ status: Int, _ headers: [String: String]) -> [UInt8] {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        return Array("HTTP/1.1 \(status) Played\r\n\(lines.joined())\r\n".utf8)
    }
}

/// What a vendor has seen, shared by its connections.
private final class Log: Sendable {
    struct State {
        var requests: [LoopbackVendor.Request] = []
        var connections = 0
        var open: [ObjectIdentifier: any Channel] = [:]
        var held: [@Sendable () -> Void] = []
    }

    let state = Mutex(State())
    let hangUps: AsyncStream<Void>
    let hungUp: AsyncStream<Void>.Continuation

    init() {
        (hangUps, hungUp) = AsyncStream.makeStream(of: Void.self)
    }
}

/// One connection: collects requests and plays the script's replies.
private final class Player: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let script: LoopbackVendor.Script
    private let log: Log
    private var request = LoopbackVendor.Request()

    init(script: @escaping LoopbackVendor.Script, log: Log) {
        self.script = script
        self.log = log
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        log.state.withLock {
            $0.connections += 1
            $0.open[ObjectIdentifier(channel)] = channel
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        let channel = context.channel
        log.state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(channel)) }
        log.hungUp.yield()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = LoopbackVendor.Request(
                method: head.method.rawValue, path: head.uri,
                headers: head.headers.map { ($0.name.lowercased(), $0.value) })
        case .body(let piece):
            request.body += piece.readableBytesView
        case .end:
            let request = request
            let place = log.state.withLock { state in
                state.requests.append(request)
                return state.requests.count - 1
            }
            play(script(request, place), on: context.channel)
        }
    }

    private func play(_ reply: LoopbackVendor.Reply, on channel: any Channel) {
        let last = ByteBuffer(bytes: reply.pieces.last ?? [])
        let end: @Sendable () -> Void = {
            channel.writeAndFlush(last, promise: nil)
            Player.end(reply.ending, on: channel, last: last)
        }
        // Held before anything is flushed: the reader may let go at once.
        if reply.isHeld { log.state.withLock { $0.held.append(end) } }
        for piece in reply.pieces.dropLast() { channel.write(ByteBuffer(bytes: piece), promise: nil) }
        channel.flush()
        if !reply.isHeld { end() }
    }

    private static func end(_ ending: LoopbackVendor.Reply.Ending, on channel: any Channel, last: ByteBuffer) {
        switch ending {
        case .keepOpen, .stall: break
        case .close: channel.close(promise: nil)
        case .reset:
            let setting = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            setting?.whenComplete { _ in channel.close(promise: nil) }
        case .repeating(let milliseconds):
            let delay = TimeAmount.milliseconds(milliseconds)
            channel.eventLoop.scheduleRepeatedTask(initialDelay: delay, delay: delay) { task in
                guard channel.isActive else { return task.cancel() }
                if channel.isWritable { channel.writeAndFlush(last, promise: nil) }
            }
        }
    }
}
