import GatehouseSchema

/// One period of the calendar: when it begins and ends, in milliseconds since 1970.
struct QuotaPeriod: Sendable, Hashable {
    let start: Int64
    let end: Int64

    /// The period that a time is in.
    init(_ period: Quota.Period, at milliseconds: Int64) {
        let bounded = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
        let day = bounded >= 0 ? bounded / Self.day : (bounded - Self.day + 1) / Self.day
        guard period == .month else {
            (start, end) = (day * Self.day, (day + 1) * Self.day)
            return
        }
        let first = day - Int64(CivilDate(days: day).day - 1)
        // No month is longer than 31 days, so that many later it is the next one.
        let next = first + 31 - Int64(CivilDate(days: first + 31).day - 1)
        (start, end) = (first * Self.day, next * Self.day)
    }

    private static let day: Int64 = 86_400_000
}
