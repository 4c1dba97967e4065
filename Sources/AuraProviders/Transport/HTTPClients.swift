import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// AURA's own HTTP clients (FAULTS.md R8): one per set of limits, so one in a process that does not shorten them. They
/// live as long as the process and are never those that other code shares.
enum HTTPClients {
    private static let clients = Mutex<[ChatClient.Limits: HTTPClient]>([:])

    static func client(for limits: ChatClient.Limits) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[limits] { return client }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(limits))
            clients[limits] = client
            return client
        }
    }

    private static func configuration(_ limits: ChatClient.Limits) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connect), read: TimeAmount(limits.silence)),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        // Retries are counted and paced in one place, `ChatClient`.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsPerOrigin
        // No span of the embedding process, and no trace header to the vendor.
        configuration.tracing.tracer = nil
        return configuration
    }
}
