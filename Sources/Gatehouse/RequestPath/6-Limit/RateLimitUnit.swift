/// The units of time that a rate limit is written in.
enum RateLimitUnit: String, CaseIterable {
    case month
    case week
    case day
    case hour
    case minute
    case second

    var seconds: Int {
        switch self {
        case .month: 30 * 86_400
        case .week: 7 * 86_400
        case .day: 86_400
        case .hour: 3_600
        case .minute: 60
        case .second: 1
        }
    }

    /// Reads a unit's name in lower case, in the singular, the plural, or short.
    init?(name: some StringProtocol) {
        switch name {
        case "s", "sec", "second", "seconds": self = .second
        case "m", "min", "minute", "minutes": self = .minute
        case "h", "hour", "hours": self = .hour
        case "d", "day", "days": self = .day
        case "w", "week", "weeks": self = .week
        case "month", "months": self = .month
        default: return nil
        }
    }

    /// The largest unit that a time is a whole number of.
    static func largest(dividing seconds: Int) -> (count: Int, unit: String) {
        let unit = allCases.first { seconds.isMultiple(of: $0.seconds) } ?? .second
        return (seconds / unit.seconds, unit.rawValue)
    }
}
