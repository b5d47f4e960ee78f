/// The texts of durations and sizes: one whole number and one unit, as `5s` or `4MiB`.
enum Quantity {
    /// The units of durations, the largest first, in milliseconds.
    private static let durationUnits: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// The units of sizes, the largest first, in bytes.
    private static let sizeUnits: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// Reads a duration, or nothing where the text is not one.
    static func duration(_ text: some StringProtocol) -> Duration? {
        number(text, units: durationUnits.map { ($0.name, $0.milliseconds) }).map { .milliseconds($0) }
    }

    /// Reads a size in bytes, or nothing where the text is not one.
    static func size(_ text: some StringProtocol) -> Int? {
        number(text, units: sizeUnits.map { ($0.name, $0.bytes) })
    }

    /// Writes a duration of whole milliseconds in the largest unit that leaves no remainder.
    static func text(of duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        return text(
            of: Int(exactly: milliseconds.rounded()) ?? 0, units: durationUnits.map { ($0.name, $0.milliseconds) })
    }

    /// Writes a size in the largest unit that leaves no remainder.
    static func text(ofSize bytes: Int) -> String {
        text(of: bytes, units: sizeUnits.map { ($0.name, $0.bytes) })
    }

    private static func number(_ text: some StringProtocol, units: [(name: String, factor: Int)]) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard !digits.isEmpty, let number = Int(digits) else { return nil }
        guard let factor = units.first(where: { $0.name == unit })?.factor else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    private static func text(of number: Int, units: [(name: String, factor: Int)]) -> String {
        let unit = units.first { number != 0 && number % $0.factor == 0 } ?? units[units.count - 1]
        return "\(number / unit.factor)\(number == 0 && unit.name == "ms" ? "s" : unit.name)"
    }
}
