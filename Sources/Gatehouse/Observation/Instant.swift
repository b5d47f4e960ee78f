#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A point in time as RFC 3339 writes it, in UTC, with milliseconds.
public enum Instant {
    /// The present, as `2026-07-28T12:34:56.789Z`.
    public static var now: String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A time in milliseconds since 1970.
    static func text(milliseconds: Int64) -> String {
        let (days, ofDay) = milliseconds.floorDivided(by: 86_400_000)
        let (year, month, day) = date(daysSince1970: days)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var position = 0
            func digits(_ value: Int64, _ count: Int, then separator: UInt8) {
                var rest = value
                for offset in stride(from: count - 1, through: 0, by: -1) {
                    buffer[position + offset] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                buffer[position + count] = separator
                position += count + 1
            }
            digits(min(max(year, 0), 9_999), 4, then: UInt8(ascii: "-"))
            digits(month, 2, then: UInt8(ascii: "-"))
            digits(day, 2, then: UInt8(ascii: "T"))
            digits(ofDay / 3_600_000, 2, then: UInt8(ascii: ":"))
            digits(ofDay / 60_000 % 60, 2, then: UInt8(ascii: ":"))
            digits(ofDay / 1_000 % 60, 2, then: UInt8(ascii: "."))
            digits(ofDay % 1_000, 3, then: UInt8(ascii: "Z"))
            return position
        }
    }

    /// The date of a day, in the proleptic Gregorian calendar. Years are counted from March, so that the leap day is a
    /// year's last.
    private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, ofEra) = (days + 719_468).floorDivided(by: 146_097)
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    /// The quotient rounded down, and the remainder that is never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
