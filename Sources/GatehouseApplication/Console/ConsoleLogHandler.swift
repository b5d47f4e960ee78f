import Gatehouse
import GatehouseJSON
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes the log to the error stream, one line an event, as text for people or as JSON for programs.
///
/// Nothing that is logged can begin a line of its own: control characters are escaped.
struct ConsoleLogHandler: LogHandler {
    /// The logger's own level, where it was given one; else the process's.
    var logLevel: Logger.Level {
        get { ownLevel ?? threshold.level }
        set { ownLevel = newValue }
    }
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private var ownLevel: Logger.Level?
    private let threshold: LogThreshold
    private let label: String
    private let isJSON: Bool
    /// Bounds warnings and errors; nothing where all are written.
    private let pace: LogPace?
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: The logger's name.
    ///   - threshold: The least severe level that is written.
    ///   - format: The format; `auto` looks at the error stream.
    ///   - pace: Bounds warnings and errors by their message; nothing writes all of them.
    ///   - now: The clock of the timestamps.
    ///   - write: Takes each line, with its line break.
    init(
        label: String,
        threshold: LogThreshold,
        format: LogFormat,
        pace: LogPace? = nil,
        now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) {
        self.label = label
        self.threshold = threshold
        self.isJSON = format.isJSON
        self.pace = pace
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // The message tells what happened, and the metadata to whom.
        if event.level >= .warning, let pace, !pace.allows(String(event.message.description.prefix(100))) { return }
        var merged = metadata
        merged.merge(metadataProvider?.get() ?? [:]) { $1 }
        merged.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { merged["error"] = "\(error)" }
        let fields = merged.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.description) }
        let time = now().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        write((isJSON ? json : text)(event.level, event.message.description, fields, time + "Z") + "\n")
    }

    private func json(
        _ level: Logger.Level,
        _ message: String,
        _ fields: [(name: String, value: String)],
        _ time: String
    ) -> String {
        var object: JSONObject = [
            "time": .string(time), "level": .string(level.rawValue), "logger": .string(label),
            "message": .string(message),
        ]
        for field in fields { object.appendIfAbsent(name: field.name, value: .string(field.value)) }
        return String(decoding: LogText.escaped(Array(JSONValue.object(object).description.utf8)), as: UTF8.self)
    }

    private func text(
        _ level: Logger.Level,
        _ message: String,
        _ fields: [(name: String, value: String)],
        _ time: String
    ) -> String {
        let clock = time.split(separator: "T").last.map(String.init) ?? time
        let level = level.rawValue.padded(to: 8)
        let values = fields.map { " \($0.name)=\(value($0.value))" }.joined()
        return "\(clock) \(level) \(escaped(message))\(values)"
    }

    private func value(_ text: String) -> String {
        text.isEmpty || text.contains { $0 == " " || $0 == "\"" || $0 == "=" }
            ? "\"\(escaped(text.replacing("\"", with: "\\\"")))\"" : escaped(text)
    }

    private func escaped(_ text: String) -> String {
        TerminalText.safe(text.replacing("\r\n", with: "\\n").replacing("\n", with: "\\n").replacing("\t", with: "\\t"))
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
