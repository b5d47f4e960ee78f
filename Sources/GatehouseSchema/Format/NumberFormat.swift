import GatehouseJSON

/// The formats of numbers in OpenAPI's format registry, which name what a number must fit.
enum NumberFormat: String, Sendable, CaseIterable {
    case int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case float, double
    /// A number of at most 38 digits, times a power of ten from -128 to 127.
    case decimal

    /// The integers that fit, where the format is one of integers with fewer than 64 bits without sign.
    private var integers: ClosedRange<Int64>? {
        switch self {
        case .int8: Int64(Int8.min)...Int64(Int8.max)
        case .int16: Int64(Int16.min)...Int64(Int16.max)
        case .int32: Int64(Int32.min)...Int64(Int32.max)
        case .int64: Int64.min...Int64.max
        case .uint8: 0...Int64(UInt8.max)
        case .uint16: 0...Int64(UInt16.max)
        case .uint32: 0...Int64(UInt32.max)
        case .uint64, .float, .double, .decimal: nil
        }
    }

    /// Whether an integer fits.
    func accepts(_ value: Int64) -> Bool {
        if let integers { return integers.contains(value) }
        return self == .uint64 ? value >= 0 : true
    }

    /// Whether any other number fits.
    func accepts(_ number: JSONNumber) -> Bool {
        switch self {
        case .float: Float(number.text)?.isFinite ?? false
        case .double: number.double.isFinite
        case .decimal: ShortDecimal(number) != nil
        case .uint64: number.exactUnsignedInteger != nil
        default: number.exactInteger.map(accepts) ?? false
        }
    }
}
