/// A set of Unicode scalars: ranges and properties, or all but those.
struct ScalarSet: Sendable, Hashable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var properties: [ScalarProperty] = []
    /// The members below 128, kept apart because most text has no others.
    private var lowASCII: UInt64 = 0
    private var highASCII: UInt64 = 0
    private(set) var isNegated = false

    init() {}

    init(_ ranges: ClosedRange<UInt32>...) {
        for range in ranges { insert(range) }
    }

    /// The set of the scalars that are not in this one.
    var inverted: ScalarSet {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        for value in range.clamped(to: 0...127) where range.contains(value) { insertASCII(value) }
        if range.upperBound > 127 { ranges.append(max(range.lowerBound, 128)...range.upperBound) }
    }

    mutating func insert(_ property: ScalarProperty) {
        for value in UInt32(0)...127 {
            if let scalar = Unicode.Scalar(value), property.contains(scalar) { insertASCII(value) }
        }
        properties.append(property)
    }

    /// Adds what another set, which itself may be inverted, contains.
    mutating func insert(_ other: ScalarSet) {
        insert(ScalarProperty.set(other))
    }

    private mutating func insertASCII(_ value: UInt32) {
        if value < 64 { lowASCII |= 1 << UInt64(value) } else { highASCII |= 1 << UInt64(value - 64) }
    }

    /// Sorts the ranges, so that looking a scalar up is quick. Call it after the last insertion.
    mutating func prepare() {
        ranges.sort { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    /// Whether a scalar is in the set.
    @inline(__always)
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return (lowASCII >> UInt64(value) & 1 == 1) != isNegated }
        if value < 128 { return (highASCII >> UInt64(value - 64) & 1 == 1) != isNegated }
        return containsBeyondASCII(scalar) != isNegated
    }

    private func containsBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].contains(scalar.value) { return true }
        for property in properties where property.contains(scalar) { return true }
        return false
    }
}

extension ScalarSet {
    /// `\d`
    static let digits = ScalarSet(0x30...0x39)
    /// `\w`
    static let wordCharacters = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    /// `\s`: ECMA-262's white space and line terminators.
    static let whitespace: ScalarSet = {
        var set = ScalarSet(
            0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
            0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF
        )
        set.prepare()
        return set
    }()
    /// `.`: all but line terminators.
    static let notLineTerminators: ScalarSet = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029).inverted
}
