/// Reads the text of a URI template (RFC 6570, section 2).
struct URITemplateParser {
    private let text: [UInt8]
    private var position = 0
    private var variables = 0

    static let longestTemplate = 8_192
    static let mostVariables = 64

    init(_ text: String) throws(URITemplateError) {
        guard text.utf8.count <= Self.longestTemplate else {
            throw URITemplateError("A URI template must not be longer than \(Self.longestTemplate) bytes.")
        }
        self.text = Array(text.utf8)
    }

    mutating func parts() throws(URITemplateError) -> [URITemplate.Part] {
        var parts: [URITemplate.Part] = []
        while position < text.count {
            if text[position] == UInt8(ascii: "{") {
                parts.append(.expression(try expression()))
            } else {
                parts.append(.literal(try literal()))
            }
        }
        return parts
    }

    /// Section 2.1: everything but controls, space, `"`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `|`, `}` and a `%` that
    /// begins no percent-encoding. Apostrophes are let through, as the erratum to the section has it.
    private mutating func literal() throws(URITemplateError) -> [UInt8] {
        var literal: [UInt8] = []
        while position < text.count, text[position] != UInt8(ascii: "{") {
            let byte = text[position]
            switch byte {
            case 0x80...: PercentCoding.append(byte, to: &literal)
            case UInt8(ascii: "%"):
                guard isEncoding(at: position) else { throw error("a '%' that begins no percent-encoding") }
                literal.append(byte)
            case ...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
                UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                throw error("a character that must not stand outside of an expression")
            default: literal.append(byte)
            }
            position += 1
        }
        return literal
    }

    private mutating func expression() throws(URITemplateError) -> URITemplate.Expression {
        let start = position
        position += 1
        var operation = URITemplate.Operation.simple
        if position < text.count, let found = URITemplate.Operation(text[position]) {
            operation = found
            position += 1
        }
        var variables = [try variable()]
        while position < text.count, text[position] == UInt8(ascii: ",") {
            position += 1
            variables.append(try variable())
        }
        guard position < text.count else { throw error("an expression without its '}'", at: start) }
        guard text[position] == UInt8(ascii: "}") else { throw error("a character that no expression may hold") }
        position += 1
        return URITemplate.Expression(operation: operation, variables: variables)
    }

    private mutating func variable() throws(URITemplateError) -> URITemplate.Variable {
        variables += 1
        guard variables <= Self.mostVariables else {
            throw URITemplateError("A URI template must not have more than \(Self.mostVariables) variables.")
        }
        let name = try name()
        guard position < text.count else { return .init(name: name, modifier: .none) }
        switch text[position] {
        case UInt8(ascii: "*"):
            position += 1
            return .init(name: name, modifier: .explode)
        case UInt8(ascii: ":"):
            position += 1
            return .init(name: name, modifier: .prefix(try prefixLength()))
        default: return .init(name: name, modifier: .none)
        }
    }

    /// Section 2.3: letters, digits, underscores and percent-encodings, with single dots between them.
    private mutating func name() throws(URITemplateError) -> String {
        let start = position
        var wasDot = true
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "."), !wasDot {
                wasDot = true
                position += 1
            } else if byte == UInt8(ascii: "%"), isEncoding(at: position) {
                wasDot = false
                position += 3
            } else if Self.isOfName(byte) {
                wasDot = false
                position += 1
            } else {
                break
            }
        }
        guard !wasDot else { throw error("an expression that lacks a variable's name") }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    /// Section 2.4.1: a number from 1 to 9999.
    private mutating func prefixLength() throws(URITemplateError) -> Int {
        let start = position
        var length = 0
        while position < text.count, position - start < 4, (0x30...0x39).contains(text[position]) {
            length = length * 10 + Int(text[position] - 0x30)
            position += 1
        }
        guard length > 0, text[start] != UInt8(ascii: "0") else {
            throw error("a prefix length that is no number from 1 to 9999", at: start)
        }
        return length
    }

    private func isEncoding(at position: Int) -> Bool {
        position + 2 < text.count && HexDigit.value(text[position + 1]) != nil
            && HexDigit.value(text[position + 2]) != nil
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_")
    }

    private func error(_ found: String, at position: Int? = nil) -> URITemplateError {
        URITemplateError("The URI template has \(found), at byte \(position ?? self.position).")
    }
}
