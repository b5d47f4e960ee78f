public import Logging

/// Writes a structured line for every request to a logger; the steps' durations stand in it at level `debug`.
public struct RequestLog: RequestObserver {
    private let logger: Logger
    private let pace: LogPace

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - logger: Takes the lines.
    ///   - linesPerSecond: The most lines in a second about refusals of one kind of callers that nobody knows; a line says
    ///     how many more there were. Requests of known callers are all logged.
    public init(logger: Logger, linesPerSecond: Int = 100) {
        self.logger = logger
        pace = LogPace(linesPerSecond: linesPerSecond) { leftOut in
            logger.warning(
                "lines of the log were left out",
                metadata: ["count": .stringConvertible(leftOut.total), "kinds": .string(leftOut.summary)])
        }
    }

    public var wantsSteps: Bool { logger.logLevel <= .debug }

    public func observe(_ record: RequestRecord) {
        guard logger.logLevel <= .info else { return }
        if let kind = record.boundedKind, !pace.allows(kind) { return }
        logger.info("request", metadata: metadata(of: record))
    }

    private func metadata(of record: RequestRecord) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "request": .string(record.requestID),
            "outcome": .string(record.outcome),
            "status": .stringConvertible(record.status),
            "ms": .string(Self.milliseconds(record.duration)),
        ]
        if let caller = record.caller { metadata["caller"] = .string(caller) }
        if let tenant = record.tenant { metadata["tenant"] = .string(tenant) }
        if let authentication = record.authentication { metadata["auth"] = .string(authentication.description) }
        if let credential = record.credentialID { metadata["credential"] = .string(credential) }
        if let method = record.method { metadata["method"] = .string(method) }
        if let name = record.name { metadata["name"] = .string(name) }
        if let revision = record.revision { metadata["revision"] = .string(revision) }
        if let address = record.remoteAddress { metadata["remote"] = .string(address) }
        if let access = record.access.summary { metadata["access"] = .string(access) }
        if let trial = record.access.trial?.summary { metadata["access_dry_run"] = .string(trial) }
        if let step = record.refusedBy { metadata["step"] = .string(step.rawValue) }
        if let code = record.errorCode { metadata["code"] = .stringConvertible(code) }
        if let reason = record.reason { metadata["reason"] = .string(reason) }
        for (step, duration) in record.steps { metadata["ms_\(step)"] = .string(Self.milliseconds(duration)) }
        return metadata
    }

    /// A duration in milliseconds with three digits after the point.
    private static func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        let whole = Int64(microseconds.rounded())
        let fraction = String(whole % 1_000)
        return "\(whole / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
