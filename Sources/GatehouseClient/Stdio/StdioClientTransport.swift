import GatehouseJSON
import GatehouseProtocol
import GatehouseStdio
import Logging
import Synchronization

/// A server in a process of its own: a message a line, all on one channel (basic/transports/stdio, 2026-07-28).
///
/// A server that exited is started again for the next request of revision 2026-07-28, which knows no state between
/// requests; sessions of earlier revisions end with their process.
final class StdioClientTransport: ClientTransport {
    /// A process, and what is under way with it.
    private struct Channel: Sendable {
        let process: ChildProcess
        let reader: LineReader
        let pending: PendingExchanges
    }

    private struct State {
        var receiver: (any MessageReceiver)?
        var channel: Channel?
        /// How many messages wait to be written.
        var unwritten = 0
        var isClosed = false
    }

    /// How many lines may wait to be dealt with; more wait in the pipe.
    private static let maximumUnreadLines = 64

    private let command: ServerCommand
    private let options: ClientOptions
    private let messages: MessageReader
    private let state = Mutex(State())

    init(_ command: ServerCommand, _ options: ClientOptions) {
        self.command = command
        self.options = options
        messages = MessageReader(maximumBytes: options.limits.maximumMessageBytes)
    }

    var hasStreamPerRequest: Bool { false }

    func open(_ receiver: any MessageReceiver) async throws(ClientError) {
        state.withLock { $0.receiver = receiver }
        _ = try start()
    }

    func exchange(_ message: OutgoingMessage) async throws(ClientError) -> TransportReply {
        guard let id = message.id else { throw ClientError(.unreadable, "a message without an id has no response") }
        let channel = try channel(restarting: message.revision?.isModern == true)
        let promise = try channel.pending.register(id)
        defer { channel.pending.forget(id) }
        // The wait for the response can be cancelled, and a write to a server that does not read cannot.
        try write(message.body, to: channel) { channel.pending.fail(id, $0) }
        return TransportReply(try await promise.value())
    }

    func send(_ message: OutgoingMessage) async throws(ClientError) {
        try write(message.body, to: try channel(restarting: false)) { _ in }
    }

    /// A server that exits at a message it does not know is started afresh for the handshake.
    func alternative(after failure: ClientError) async -> (any ClientTransport)? {
        let isGone = state.withLock { $0.channel?.process.isRunning != true }
        return isGone ? StdioClientTransport(command, options) : nil
    }

    func close() async {
        let channel = state.withLock { state in
            state.isClosed = true
            state.receiver = nil
            return state.channel.take()
        }
        guard let channel else { return }
        channel.pending.end(.closed)
        await channel.process.end(within: command.shutdownTime, options.clock)
    }

    /// The process at hand, or another one where it has exited and nothing is lost by that.
    private func channel(restarting: Bool) throws(ClientError) -> Channel {
        let (channel, isClosed) = state.withLock { ($0.channel, $0.isClosed) }
        if isClosed { throw .closed }
        if let channel, channel.process.isRunning || !restarting { return channel }
        return try start()
    }

    private func start() throws(ClientError) -> Channel {
        let process = try ChildProcess(command)
        let channel = Channel(
            process: process,
            reader: LineReader(
                descriptor: process.outputDescriptor, maximumBytes: options.limits.maximumMessageBytes,
                maximumPending: Self.maximumUnreadLines),
            pending: PendingExchanges(maximum: options.limits.maximumPendingRequests))
        state.withLock { state in
            state.channel = channel
            state.unwritten = 0
        }
        // The task holds the pipe, and ends with the process's output.
        Task { [weak self] in
            for await element in channel.reader.lines {
                await self?.take(element, channel)
                channel.reader.done()
            }
            await self?.end(channel)
        }
        return channel
    }

    private func write(
        _ line: [UInt8],
        to channel: Channel,
        onFailure: @escaping @Sendable (ClientError) -> Void
    ) throws(ClientError) {
        let isFull = state.withLock { state in
            guard state.unwritten < options.limits.maximumPendingRequests * 2 else { return true }
            state.unwritten += 1
            return false
        }
        if isFull { throw ClientError(.tooMuchPending, "the server does not read what is written to it") }
        channel.process.input.enqueue(line) { [self] isWritten in
            if !isWritten { onFailure(ClientError(.disconnected, "the server does not read any more")) }
            state.withLock { $0.unwritten = max(0, $0.unwritten - 1) }
        }
    }

    private func end(_ channel: Channel) async {
        let status = await channel.process.exitStatus(within: .seconds(1), options.clock)
        let reason = status.map { "the server exited with status \($0)" } ?? "the server closed its output"
        let error = ClientError(.disconnected, reason)
        channel.pending.end(error)
        state.withLock { $0.receiver }?.connectionDidEnd(error)
    }

    private func take(_ element: LineFramer.Element, _ channel: Channel) async {
        guard case .line(let line) = element else {
            options.logger.warning("a line of the server has more than \(messages.maximumBytes) bytes")
            return
        }
        do throws(ClientError) {
            let message = try messages.message(line)
            guard message.contains("method") else { return channel.pending.complete(message) }
            await state.withLock { $0.receiver }?.receive(message)
        } catch {
            options.logger.warning("a line of the server is no message", metadata: ["reason": "\(error.reason)"])
        }
    }
}
