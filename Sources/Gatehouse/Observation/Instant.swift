import GatehouseSchema

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
    public static var now: String { text(milliseconds: milliseconds()) }

    /// The present, in milliseconds since 1970.
    package static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// A time in seconds since 1970, with the same bounds.
    package static func text(seconds: Int64) -> String {
        text(milliseconds: min(max(seconds, -62_167_219_200), 253_402_300_799) * 1_000)
    }

    /// A time in milliseconds since 1970; years before 0 and after 9999 become the nearest that fit.
    package static func text(milliseconds: Int64) -> String {
        let bounded = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
        let (days, ofDay) = bounded.floorDivided(by: 86_400_000)
        let date = CivilDate(days: days)
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
            digits(Int64(date.year), 4, then: UInt8(ascii: "-"))
            digits(Int64(date.month), 2, then: UInt8(ascii: "-"))
            digits(Int64(date.day), 2, then: UInt8(ascii: "T"))
            digits(ofDay / 3_600_000, 2, then: UInt8(ascii: ":"))
            digits(ofDay / 60_000 % 60, 2, then: UInt8(ascii: ":"))
            digits(ofDay / 1_000 % 60, 2, then: UInt8(ascii: "."))
            digits(ofDay % 1_000, 3, then: UInt8(ascii: "Z"))
            return position
        }
    }
}

extension Int64 {
    /// The quotient rounded down, and the remainder that is never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
