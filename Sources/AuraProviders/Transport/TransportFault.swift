import AsyncHTTPClient
import AuraCore
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// What went wrong below HTTP. Nothing of the library's own error is kept: it may name hosts, paths or bytes.
struct TransportFault {
    let code: ProviderError.Code
    /// Whether the request may have left this machine.
    let wasSent: Bool

    private init(_ code: ProviderError.Code, wasSent: Bool) {
        self.code = code
        self.wasSent = wasSent
    }

    init(_ error: any Error) {
        switch error {
        case is CancellationError: self.init(.cancelled, wasSent: true)
        case let error as HTTPClientError: self.init(client: error)
        case is NIOConnectionError, ChannelError.connectTimeout: self.init(.unreachable, wasSent: false)
        case let error as IOError: self.init(.unreachable, wasSent: !TransportFault.isDialling(error.errnoCode))
        case NIOSSLError.uncleanShutdown: self.init(.unreachable, wasSent: true)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: self.init(.tlsFailed, wasSent: false)
        case is HTTPParserError: self.init(.protocolViolation, wasSent: true)
        default: self.init(.unreachable, wasSent: true)
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: self.init(.unreachable, wasSent: false)
        case .tlsHandshakeTimeout: self.init(.tlsFailed, wasSent: false)
        case .deadlineExceeded, .readTimeout, .writeTimeout: self.init(.timedOut, wasSent: true)
        case .cancelled: self.init(.cancelled, wasSent: true)
        case .remoteConnectionClosed, .uncleanShutdown: self.init(.unreachable, wasSent: true)
        default: self.init(.protocolViolation, wasSent: true)
        }
    }

    /// Whether the system says so only while it connects.
    private static func isDialling(_ number: CInt) -> Bool {
        [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL, EMFILE, ENFILE].contains(number)
    }
}
