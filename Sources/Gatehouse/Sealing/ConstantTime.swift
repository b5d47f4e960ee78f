/// Comparisons whose time tells nothing of the values.
package enum ConstantTime {
    /// Whether two texts of bytes are the same. Their lengths are no secret.
    package static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
