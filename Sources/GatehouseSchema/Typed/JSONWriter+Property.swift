public import GatehouseJSON

extension JSONWriter {
    /// Writes a member.
    @inlinable
    public mutating func property(_ name: StaticString, _ value: some JSONEncodable) {
        member(name, value)
    }

    /// Writes a member, unless its value stands for one that is not there.
    @inlinable
    public mutating func property(_ name: StaticString, _ value: some JSONEncodable & JSONOmittable) {
        if !value.isOmitted { member(name, value) }
    }
}
