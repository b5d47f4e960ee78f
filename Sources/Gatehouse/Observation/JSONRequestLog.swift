import GatehouseJSON

/// Writes a line of JSON for every request, straight to a ``LogWriter``: what ``RequestLog`` does, for a fraction of the
/// cost.
public struct JSONRequestLog: RequestObserver {
    private let writer: LogWriter
    private let label: String
    private let pace: LogPace
    public let wantsSteps: Bool

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - writer: Takes the lines.
    ///   - label: The name of the logger that the lines are from.
    ///   - withSteps: Whether the lines tell how long each step took.
    ///   - linesPerSecond: The most lines in a second about refusals of one kind of callers that nobody knows; a line says
    ///     how many more there were. Requests of known callers are all logged.
    public init(
        writer: LogWriter,
        label: String = "gatehouse",
        withSteps: Bool = false,
        linesPerSecond: Int = 100
    ) {
        self.init(
            writer: writer, label: label, withSteps: withSteps,
            pace: LogPace(linesPerSecond: linesPerSecond) { leftOut in
                writer.write(Self.line(leftOut, label))
            })
    }

    init(writer: LogWriter, label: String, withSteps: Bool, pace: LogPace) {
        self.writer = writer
        self.label = label
        self.wantsSteps = withSteps
        self.pace = pace
    }

    /// The line about those that were left out.
    static func line(_ leftOut: [LogPace.LeftOut], _ label: String) -> [UInt8] {
        var line = JSONWriter()
        line.beginObject()
        line.member("time", Instant.now)
        line.member("level", "warning")
        line.member("logger", label)
        line.member("message", "lines of the log were left out")
        line.member("count", leftOut.total)
        line.member("kinds", leftOut.summary)
        line.endObject()
        return line.bytes
    }

    public func observe(_ record: RequestRecord) {
        if let kind = record.boundedKind, !pace.allows(kind) { return }
        var line = JSONWriter(capacity: 384)
        line.beginObject()
        line.member("time", Instant.now)
        line.member("level", "info")
        line.member("logger", label)
        line.member("message", "request")
        line.member("request", record.requestID)
        line.member("caller", ifPresent: record.caller)
        line.member("tenant", ifPresent: record.tenant)
        line.member("auth", ifPresent: record.authentication?.description)
        line.member("credential", ifPresent: record.credentialID)
        line.member("method", ifPresent: record.method)
        line.member("name", ifPresent: record.name)
        line.member("revision", ifPresent: record.revision)
        line.member("access", ifPresent: record.access.summary)
        line.member("access_dry_run", ifPresent: record.access.trial?.summary)
        line.member("outcome", record.outcome)
        line.member("status", record.status)
        line.member("step", ifPresent: record.refusedBy?.rawValue)
        line.member("code", ifPresent: record.errorCode)
        line.member("reason", ifPresent: record.reason)
        line.member("remote", ifPresent: record.remoteAddress)
        line.member("ms", record.duration.milliseconds)
        for (step, duration) in record.steps {
            line.name("ms_" + step.rawValue)
            line.double(duration.milliseconds)
        }
        line.endObject()
        writer.write(LogText.escaped(line.bytes))
    }
}

extension Duration {
    /// The duration in milliseconds, to the microsecond.
    fileprivate var milliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000) / 1_000
    }
}
