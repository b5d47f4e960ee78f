import Gatehouse
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends a group of services when the process is told to: in order at the first SIGTERM or SIGINT, at once at the second.
/// SIGHUP has the configuration read again.
struct SignalWatch {
    let logger: Logger
    /// What SIGHUP asks for.
    let onHangUp: @Sendable () async -> Void

    /// Runs the group to its end.
    func run(_ group: ServiceGroup) async -> Result<Void, any Error> {
        // Where files may not grow, a write fails; by default the process would end.
        signal(SIGXFSZ, SIG_IGN)
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        return await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await watch(signals, group) }
            let result: Result<Void, any Error>
            do {
                try await group.run()
                result = .success(())
            } catch {
                result = .failure(error)
            }
            tasks.cancelAll()
            return result
        }
    }

    private func watch(_ signals: UnixSignalsSequence, _ group: ServiceGroup) async {
        var isEnding = false
        for await signal in signals {
            if signal == .sighup {
                await onHangUp()
                continue
            }
            if isEnding {
                logger.warning("told to end a second time: calls in flight are lost", metadata: ["signal": "\(signal)"])
                LogWriter.standardError.flush()
                exit(128 + signal.rawValue)
            }
            isEnding = true
            logger.notice("ending: calls in flight are finished first", metadata: ["signal": "\(signal)"])
            await group.triggerGracefulShutdown()
        }
    }
}
