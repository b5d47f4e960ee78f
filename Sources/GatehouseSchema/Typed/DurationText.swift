/// Durations as ISO 8601 writes them, without years and months, with a sign (ISO 8601-2) and a fraction of the seconds.
enum DurationText {
    /// Exactly the texts that ``duration(_:)`` reads. The digits are bounded so that every duration fits.
    static let pattern =
        "^-?P([0-9]{1,9}W|[0-9]{1,14}D(T\(time))?|T\(time))$"
    private static let time =
        "([0-9]{1,9}H([0-9]{1,9}M)?(\(seconds))?|[0-9]{1,9}M(\(seconds))?|\(seconds))"
    private static let seconds = "[0-9]{1,9}(\\.[0-9]{1,18})?S"

    /// The units in the order in which they stand, with the seconds of each and the digits that it may have.
    private static let units: [(letter: Unicode.Scalar, seconds: Int64, digits: Int, isTime: Bool)] = [
        ("W", 604_800, 9, false), ("D", 86_400, 14, false), ("H", 3_600, 9, true), ("M", 60, 9, true),
        ("S", 1, 9, true),
    ]

    /// The duration that a text is, or nothing where it is none.
    static func duration(_ text: String) -> Duration? {
        var scanner = FormatScanner(text)
        let isNegative = scanner.take("-")
        guard scanner.take("P"), !scanner.isAtEnd else { return nil }
        var total = Duration.zero
        var next = 0
        var isTime = false
        while !scanner.isAtEnd {
            if scanner.take("T") {
                guard !isTime, !scanner.isAtEnd else { return nil }
                isTime = true
                next = max(next, 2)
            }
            guard let (part, unit) = part(&scanner, from: next, isTime: isTime) else { return nil }
            total += part
            // Weeks stand alone.
            next = unit == 0 ? units.count : unit + 1
        }
        return isNegative ? .zero - total : total
    }

    /// One number with its unit, which comes after those before.
    private static func part(
        _ scanner: inout FormatScanner, from first: Int, isTime: Bool
    ) -> (part: Duration, unit: Int)? {
        let digits = scanner.digits()
        guard !digits.isEmpty, let whole = Int64(Substring(digits)) else { return nil }
        let fraction = scanner.take(".") ? scanner.digits() : nil
        guard first < units.count,
            let unit = (first..<units.count).first(where: { scanner.peek == UInt8(ascii: units[$0].letter) }),
            units[unit].isTime == isTime, digits.count <= units[unit].digits
        else { return nil }
        _ = scanner.next()
        let (seconds, overflow) = whole.multipliedReportingOverflow(by: units[unit].seconds)
        guard !overflow else { return nil }
        guard let fraction else { return (.seconds(seconds), unit) }
        guard units[unit].letter == "S", (1...18).contains(fraction.count) else { return nil }
        let padded = String(Substring(fraction)) + String(repeating: "0", count: 18 - fraction.count)
        return Int64(padded).map { (Duration(secondsComponent: seconds, attosecondsComponent: $0), unit) }
    }

    /// The text of a duration. One beyond 10^14 days is written as that.
    static func text(_ duration: Duration) -> String {
        let isNegative = duration < .zero
        let (seconds, attoseconds) = duration.components
        let days = min(seconds.magnitude / 86_400, 99_999_999_999_999)
        let rest = seconds.magnitude % 86_400
        var text = isNegative ? "-P" : "P"
        if days > 0 { text += "\(days)D" }
        var time = ""
        if rest / 3_600 > 0 { time += "\(rest / 3_600)H" }
        if rest / 60 % 60 > 0 { time += "\(rest / 60 % 60)M" }
        if rest % 60 > 0 || attoseconds != 0 { time += "\(rest % 60)\(fraction(attoseconds.magnitude))S" }
        if !time.isEmpty { return text + "T" + time }
        return days > 0 ? text : text + "T0S"
    }

    private static func fraction(_ attoseconds: UInt64) -> String {
        guard attoseconds > 0 else { return "" }
        let digits = String(attoseconds)
        var text = "." + String(repeating: "0", count: max(0, 18 - digits.count)) + digits
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
