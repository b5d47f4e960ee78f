/// Why a text is not JSON that Gatehouse reads, and where.
public struct JSONParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// The text ends inside a value, or has none.
        case unexpectedEnd
        /// This byte cannot stand here.
        case unexpectedByte(UInt8)
        /// Something follows the value.
        case trailingContent
        /// A word that is neither `true`, `false` nor `null`.
        case invalidLiteral
        /// A number that breaks the grammar: a leading zero, a sign or a point with no digit.
        case invalidNumber
        /// A control character in a string that is not escaped.
        case controlCharacter
        /// A backslash with something after it that is no escape.
        case invalidEscape
        /// Half of a surrogate pair in `\u` escapes.
        case loneSurrogate
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A name that the object has already.
        case duplicateName
        /// More arrays and objects inside one another than are allowed.
        case tooDeep(maximum: Int)
        /// More bytes than are allowed.
        case tooLarge(maximum: Int)
    }

    /// What is wrong.
    public let reason: Reason
    /// The byte, counted from 0, at which it was noticed.
    public let offset: Int

    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One sentence that says what is wrong, where, and what would be right. It repeats nothing of the text.
    public var description: String {
        switch reason {
        case .unexpectedEnd: "the text ends at byte \(offset), inside a value"
        case .unexpectedByte(let byte): "byte 0x\(hexadecimal(byte)) at offset \(offset) cannot stand there"
        case .trailingContent: "something follows the value at offset \(offset); a text holds one value"
        case .invalidLiteral: "a word at offset \(offset) is neither true, false nor null"
        case .invalidNumber: "the number at offset \(offset) does not follow JSON's grammar"
        case .controlCharacter: "a control character at offset \(offset) must be escaped"
        case .invalidEscape: "the escape at offset \(offset) is not one of JSON's"
        case .loneSurrogate: "the escape at offset \(offset) is half of a surrogate pair"
        case .invalidUTF8: "the string at offset \(offset) is not UTF-8"
        case .duplicateName: "the name at offset \(offset) stands twice in one object"
        case .tooDeep(let maximum): "offset \(offset) is nested deeper than the \(maximum) levels that are allowed"
        case .tooLarge(let maximum): "the text has more than the \(maximum) bytes that are allowed"
        }
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
