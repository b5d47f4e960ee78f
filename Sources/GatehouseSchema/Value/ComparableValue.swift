import GatehouseJSON

/// A value as JSON Schema compares it: numbers by what they are worth (`1` is `1.0`), objects without regard to order,
/// strings by their code points (section 4.2.2 of the core part).
struct ComparableValue: Hashable, Sendable {
    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    static func == (left: ComparableValue, right: ComparableValue) -> Bool {
        areEqual(left.value, right.value)
    }

    /// Whether JSON Schema takes both for the same value.
    static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right || ExactDecimal(left) == ExactDecimal(right)
        case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
            ExactDecimal(number).integer == integer
        case (.string(let left), .string(let right)): left.isExactly(right)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in right[member.name].map { areEqual(member.value, $0) } ?? false }
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        Self.hash(value, into: &hasher)
    }

    private static func hash(_ value: JSONValue, into hasher: inout Hasher) {
        switch value {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .number(let number): hash(number, into: &hasher)
        case .string(let text): hash(text, into: &hasher)
        case .array(let elements):
            hasher.combine(elements.count)
            for element in elements { hash(element, into: &hasher) }
        case .object(let object): hash(object, into: &hasher)
        }
    }

    private static func hash(_ number: JSONNumber, into hasher: inout Hasher) {
        let decimal = ExactDecimal(number)
        if let integer = decimal.integer { hasher.combine(integer) } else { hasher.combine(decimal) }
    }

    private static func hash(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(text.utf8.count)
    }

    /// Members have no order, so their hashes are added up.
    private static func hash(_ object: JSONObject, into hasher: inout Hasher) {
        var sum = 0
        for member in object {
            var memberHasher = Hasher()
            hash(member.name, into: &memberHasher)
            hash(member.value, into: &memberHasher)
            sum = sum &+ memberHasher.finalize()
        }
        hasher.combine(sum)
    }
}
