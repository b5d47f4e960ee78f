import Logging
import Synchronization

/// Keeps what is logged.
final class LogLines: Sendable {
    /// One line of the log.
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    var all: [Line] { kept.withLock { $0 } }

    /// The whole log as one text, to look for what must not stand in it.
    var text: String {
        all.map { line in
            "\(line.level) \(line.message) " + line.metadata.map { "\($0)=\($1)" }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// The lines with a message.
    func lines(_ message: String) -> [Line] { all.filter { $0.message == message } }

    /// A logger that writes here.
    func logger(_ level: Logger.Level = .trace) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = level
        return logger
    }

    fileprivate func add(_ line: Line) {
        kept.withLock { $0.append(line) }
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.add(
                Line(
                    level: event.level, message: event.message.description,
                    metadata: all.mapValues(\.description)))
        }
    }
}
