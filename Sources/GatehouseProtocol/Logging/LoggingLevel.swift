/// How severe a log message is, as RFC 5424 section 6.2.1 has it.
///
/// Schema type `LoggingLevel`.
public struct LoggingLevel: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Detail for finding faults.
    public static let debug = Self(rawValue: "debug")
    /// What goes on.
    public static let info = Self(rawValue: "info")
    /// What is normal but notable.
    public static let notice = Self(rawValue: "notice")
    /// What may become an error.
    public static let warning = Self(rawValue: "warning")
    /// What failed.
    public static let error = Self(rawValue: "error")
    /// A part of the system failed.
    public static let critical = Self(rawValue: "critical")
    /// Somebody must act at once.
    public static let alert = Self(rawValue: "alert")
    /// The system is unusable.
    public static let emergency = Self(rawValue: "emergency")

    public static let accepted: [Self]? = [.debug, .info, .notice, .warning, .error, .critical, .alert, .emergency]

    /// How severe the level is: 0 for ``debug``, 7 for ``emergency``, and nothing for a word that is no level.
    public var severity: Int? { Self.accepted?.firstIndex(of: self) }
}
