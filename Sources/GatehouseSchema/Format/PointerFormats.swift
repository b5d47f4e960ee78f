/// JSON Pointers of RFC 6901, their relative form, and UUIDs of RFC 4122.
enum PointerFormats {
    static func isPointer(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else { continue }
            guard let escaped = rest.popFirst(), "01".utf8.contains(escaped) else { return false }
        }
        return true
    }

    static func isRelativePointer(_ text: String) -> Bool {
        let digits = text.utf8.prefix { $0.isASCIIDigit }
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return false }
        let rest = String(text[digits.endIndex...])
        return rest == "#" || isPointer(rest)
    }

    static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.allSatisfy { $0.hexadecimalValue != nil } }
    }
}
