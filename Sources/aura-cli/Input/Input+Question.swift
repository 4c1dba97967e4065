import AuraCore
import Foundation
import Glibc

extension Input {
    /// Asks a question that is answered by yes; anything else is no.
    func confirms(_ question: String) throws(CommandError) -> Bool {
        StandardStream.error.write("\(TerminalText.line(question)) [y/N] ")
        guard let answer = try line(limit: 64) else { return false }
        return ["y", "yes"].contains(answer.lowercased())
    }

    /// The same as ``line(limit:)`` on a thread of its own, so that what runs beside the command goes on meanwhile.
    func nextLine(limit: Int) async throws(CommandError) -> String? {
        let result: Result<String?, CommandError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(CommandError) in try line(limit: limit) })
            }
        }
        return try result.get()
    }

    /// One line of standard input without its line feed; nothing at the end of the input (Ctrl-D).
    func line(limit: Int) throws(CommandError) -> String? {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = interruption.whileWaiting { read(0, &byte, 1) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandError(.inputFailed, "standard input could not be read") }
            if count == 0, bytes.isEmpty { return nil }
            if count == 0 || byte == 0x0A { break }
            bytes.append(byte)
            guard bytes.count <= limit else {
                throw CommandError(.inputTooLong, "the line is longer than \(limit) bytes")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(.inputNotText, "the line is not UTF-8")
        }
        return text
    }
}
