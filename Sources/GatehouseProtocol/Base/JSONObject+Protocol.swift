import GatehouseJSON

extension JSONObject {
    /// Requires a member to be that one string.
    func expect(_ name: String, toBe constant: some StringProtocol) throws(JSONDecodingError) {
        let found = self[name]
        guard let text = found?.stringValue, text == constant else {
            throw JSONDecodingError(expected: "\"\(constant)\"", found: found?.kind).under(name)
        }
    }

    /// Requires a member to be that one word.
    func expect(_ name: String, toBe word: some ProtocolWord) throws(JSONDecodingError) {
        try expect(name, toBe: word.rawValue)
    }

    /// The member of that name as a number from 0 to 1, or nothing where it is absent or `null`.
    func optionalFraction(_ name: String) throws(JSONDecodingError) -> Double? {
        let value: Double? = try optional(name)
        guard let value else { return nil }
        guard (0...1).contains(value) else {
            throw JSONDecodingError(expected: "a number from 0 to 1", found: self[name]?.kind).under(name)
        }
        return value
    }

    /// The member of that name as a string, or nothing where it is absent or of another kind.
    func string(_ name: String) -> String? {
        self[name]?.stringValue
    }
}
