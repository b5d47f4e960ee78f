/// A moment, counted from the beginning of 1970 in UTC without leap seconds.
package struct RFC3339Instant: Sendable, Hashable {
    /// Whole seconds; negative before 1970.
    package let seconds: Int64
    /// What lies beyond them: at least 0 and less than 1.
    package let fraction: Double

    init(seconds: Int64, fraction: Double) {
        self.seconds = seconds
        self.fraction = fraction
    }

    /// Reads a date and time of RFC 3339, or nothing where the text is none.
    package init?(_ text: String) {
        guard let instant = DateFormats.instant(text) else { return nil }
        self = instant
    }

    /// The moment as RFC 3339 writes it in UTC, with milliseconds where there are some: `2026-07-28T12:00:00.250Z`.
    ///
    /// - Parameter seconds: Seconds since 1970. Moments outside the years 0 to 9999, which the format cannot name, are
    ///   written as its first or last.
    package static func text(_ seconds: Double) -> String {
        let bounded = min(max(seconds.isNaN ? 0 : seconds, firstSecond), lastSecond)
        let milliseconds = Int64(bounded * 1_000 + (bounded < 0 ? -0.5 : 0.5))
        let day = floor(milliseconds, by: 86_400_000)
        let rest = milliseconds - day * 86_400_000
        let date = CivilDate(days: day)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        let fraction = rest % 1_000 == 0 ? "" : "." + padded(rest % 1_000, 3)
        let dayText = [padded(Int64(date.year), 4), padded(Int64(date.month), 2), padded(Int64(date.day), 2)]
        return dayText.joined(separator: "-") + "T" + time.joined(separator: ":") + fraction + "Z"
    }

    private static let firstSecond = -62_167_219_200.0
    private static let lastSecond = 253_402_300_799.0

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
