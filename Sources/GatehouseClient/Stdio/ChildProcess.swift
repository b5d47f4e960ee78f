import Foundation
import Synchronization

/// A server's process, with pipes to its standard streams.
final class ChildProcess: Sendable {
    /// The exit status; a signal's number plus 128 where one ended it.
    let exit = Promise<Int32>()
    private let process: Mutex<Process?>
    /// Where the server reads from.
    let input: PipeWriter
    private let output: FileHandle

    /// Starts a server.
    ///
    /// - Throws: ``ClientError`` with ``ClientError/Kind/notConnected`` where there is no such program, or it does not start.
    init(_ command: ServerCommand) throws(ClientError) {
        let environment = command.environment ?? ProcessInfo.processInfo.environment
        guard let path = ExecutableSearch.path(of: command.command, environment["PATH"]) else {
            throw ClientError(.notConnected, "there is no program \"\(command.command)\"")
        }
        let (inputPipe, outputPipe) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = command.arguments
        process.environment = environment
        if let folder = command.workingDirectory { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardInput = inputPipe
        process.standardOutput = outputPipe
        process.terminationHandler = { [exit] process in
            let isSignal = process.terminationReason == .uncaughtSignal
            exit.fulfil(.success(process.terminationStatus + (isSignal ? 128 : 0)))
        }
        Self.connect(command.errorOutput, to: process)
        do {
            try SignalMask.withNoneBlocked { try process.run() }
        } catch {
            throw ClientError(.notConnected, "\"\(path)\" does not start: \(error.localizedDescription)", cause: error)
        }
        // The server's own ends of the pipes are its alone from now on; else nobody would ever see them close.
        try? inputPipe.fileHandleForReading.close()
        try? outputPipe.fileHandleForWriting.close()
        input = PipeWriter(inputPipe.fileHandleForWriting)
        output = outputPipe.fileHandleForReading
        self.process = Mutex(process)
    }

    /// Where the server writes to.
    var outputDescriptor: Int32 { output.fileDescriptor }
    /// Whether it has not exited.
    var isRunning: Bool { !exit.isFulfilled }

    /// Ends the server: closes its input, waits, and asks with ever more force.
    ///
    /// Implements "Shutdown" of basic/transports/stdio (2026-07-28).
    func end(within time: Duration, _ clock: ClientClock) async {
        input.close()
        if await hasExited(within: time, clock) { return }
        process.withLock { process in
            if let process, process.isRunning { process.terminate() }
        }
        if await hasExited(within: time, clock) { return }
        process.withLock { process in
            if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        _ = await hasExited(within: time, clock)
    }

    /// The exit status, where it is there within a time.
    func exitStatus(within time: Duration, _ clock: ClientClock) async -> Int32? {
        do throws(ClientError) {
            return try await clock.run(within: time) { [exit] () async throws(ClientError) in try await exit.value() }
        } catch {
            return nil
        }
    }

    private func hasExited(within time: Duration, _ clock: ClientClock) async -> Bool {
        _ = await exitStatus(within: time, clock)
        return exit.isFulfilled
    }

    private static func connect(_ output: ServerCommand.ErrorOutput, to process: Process) {
        switch output.choice {
        case .inherited: break
        case .discarded: process.standardError = FileHandle.nullDevice
        case .lines(let action):
            let pipe = Pipe()
            let splitter = ErrorLines(action)
            pipe.fileHandleForReading.readabilityHandler = { handle in
                let data = handle.availableData
                if data.isEmpty { handle.readabilityHandler = nil }
                splitter.take(Array(data))
            }
            process.standardError = pipe
        }
    }
}
