/// Dates and times of RFC 3339.
enum DateFormats {
    /// `2026-07-28T12:00:00Z`
    static func isDateTime(_ text: String) -> Bool {
        instant(text) != nil
    }

    /// The moment that `2026-07-28T12:00:00Z` names. A leap second is the first second after it.
    static func instant(_ text: String) -> RFC3339Instant? {
        var scanner = FormatScanner(text)
        guard let days = scanFullDate(&scanner), scanner.take("T") || scanner.take("t"),
            let time = scanFullTime(&scanner), scanner.isAtEnd
        else { return nil }
        return RFC3339Instant(seconds: days * 86_400 + time.seconds, fraction: time.fraction)
    }

    /// `2026-07-28`
    static func isDate(_ text: String) -> Bool {
        var scanner = FormatScanner(text)
        return scanFullDate(&scanner) != nil && scanner.isAtEnd
    }

    /// `12:00:00Z`
    static func isTime(_ text: String) -> Bool {
        var scanner = FormatScanner(text)
        return scanFullTime(&scanner) != nil && scanner.isAtEnd
    }

    /// The days since 1970.
    private static func scanFullDate(_ scanner: inout FormatScanner) -> Int64? {
        guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
            scanner.take("-"), let day = scanner.number(digits: 2), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return nil }
        return CivilDate(year: year, month: month, day: day).days
    }

    /// The seconds since the day began in UTC, and the fraction of a second beyond them.
    private static func scanFullTime(_ scanner: inout FormatScanner) -> RFC3339Instant? {
        guard let hour = scanner.number(digits: 2), scanner.take(":"), let minute = scanner.number(digits: 2),
            scanner.take(":"), let second = scanner.number(digits: 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        var fraction: Double = 0
        if scanner.take(".") {
            let digits = scanner.digits()
            guard !digits.isEmpty else { return nil }
            fraction = Double("0." + String(Substring(digits.prefix(18)))) ?? 0
        }
        guard let offset = scanOffset(&scanner) else { return nil }
        // A leap second is the last one of a day of UTC.
        let minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440
        guard second < 60 || minuteOfDay == 1439 else { return nil }
        return RFC3339Instant(seconds: Int64((hour * 60 + minute - offset) * 60 + second), fraction: fraction)
    }

    /// The minutes that a time zone is ahead of UTC.
    private static func scanOffset(_ scanner: inout FormatScanner) -> Int? {
        if scanner.take("Z") || scanner.take("z") { return 0 }
        let isNegative = scanner.take("-")
        guard isNegative || scanner.take("+"), let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), hour < 24, minute < 60
        else { return nil }
        return (isNegative ? -1 : 1) * (hour * 60 + minute)
    }

    /// `P3DT4H`, as appendix A of RFC 3339 has it.
    static func isDuration(_ text: String) -> Bool {
        var scanner = FormatScanner(text)
        guard scanner.take("P") else { return false }
        var designators: [UInt8] = []
        var isTime = false
        while !scanner.isAtEnd {
            if !isTime, scanner.take("T") {
                isTime = true
                designators.append(UInt8(ascii: "T"))
            }
            guard !scanner.digits().isEmpty, let designator = scanner.next(), designator != UInt8(ascii: "T") else {
                return false
            }
            designators.append(designator)
        }
        return isOrdered(designators)
    }

    /// Whether the units go down without a gap: weeks stand alone, and a year followed by days lacks its months.
    private static func isOrdered(_ designators: [UInt8]) -> Bool {
        if designators == Array("W".utf8) { return true }
        let halves = designators.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
        guard let date = halves.first, halves.count <= 2 else { return false }
        let isDateOrdered = isRun(date, of: "YMD")
        guard halves.count == 2 else { return isDateOrdered && !date.isEmpty }
        return isDateOrdered && isRun(halves[1], of: "HMS") && !halves[1].isEmpty
    }

    private static func isRun(_ designators: ArraySlice<UInt8>, of order: String) -> Bool {
        let order = Array(order.utf8)
        guard let first = designators.first else { return true }
        guard let start = order.firstIndex(of: first) else { return false }
        return order[start...].starts(with: designators)
    }
}
