import Dispatch
import Foundation
import Gatehouse
import GatehouseStdio
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A client at the other end of two pipes, with the transport that serves it.
final class Client: Sendable {
    private struct State {
        var lines: [String] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var isOver = false
    }

    private let toServer: Int32
    private let fromServer: Int32
    private let serverInput: Int32
    private let serverOutput: Int32
    private let state = Mutex(State())
    private let run: Task<Void, any Error>

    init(
        _ responder: any RequestResponder,
        limits: StdioTransport.Limits = .init(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        precondition(pipe(&input) == 0 && pipe(&output) == 0, "no pipes are left")
        (serverInput, toServer) = (input[0], input[1])
        (fromServer, serverOutput) = (output[0], output[1])
        let transport = StdioTransport(
            responder: responder, input: input[0], output: output[1], limits: limits, logger: logger)
        let descriptor = output[1]
        run = Task {
            defer { close(descriptor) }
            try await transport.run()
        }
        let reader = Thread { [self] in read() }
        reader.start()
    }

    /// Everything that the server has written, line by line.
    var lines: [String] { state.withLock { $0.lines } }

    /// The same as JSON.
    var messages: [JSONValue] { lines.compactMap { try? JSONValue(parsing: $0) } }

    /// Writes bytes, in one piece.
    func write(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Foundation.write(toServer, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            offset += written
        }
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func send(_ message: JSONValue) { write(message.description + "\n") }

    /// Ends the input.
    func end() { close(toServer) }

    /// Waits until the server has written so many lines, or has ended.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                let isThere = state.lines.count >= count || state.isOver
                if !isThere { state.waiting.append((count, continuation)) }
                return isThere
            }
            if isThere { continuation.resume() }
        }
    }

    /// Waits until the transport has ended and all it wrote is read.
    func wait() async throws {
        try await run.value
        await wait(for: .max)
    }

    /// Sends one message, and waits for one more line.
    func ask(_ message: JSONValue) async -> JSONValue? {
        let count = lines.count
        send(message)
        await wait(for: count + 1)
        return messages.last
    }

    private func read() {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes { Foundation.read(fromServer, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: 0x0A) {
                note(String(decoding: pending[..<end], as: UTF8.self))
                pending.removeSubrange(...end)
            }
        }
        if !pending.isEmpty { note(String(decoding: pending, as: UTF8.self) + " [without a line feed]") }
        settle { $0.isOver = true }
    }

    private func note(_ line: String) {
        settle { $0.lines.append(line) }
    }

    private func settle(_ change: (inout State) -> Void) {
        let due = state.withLock { state in
            change(&state)
            let due = state.waiting.filter { $0.count <= state.lines.count || state.isOver }
            state.waiting.removeAll { $0.count <= state.lines.count || state.isOver }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }
}
