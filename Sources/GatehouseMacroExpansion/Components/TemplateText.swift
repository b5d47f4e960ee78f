import SwiftSyntax

/// The variables of a URI template (RFC 6570), with the places at which they are written.
struct TemplateText {
    /// A variable and how many bytes of the text stand before it.
    struct Variable {
        let name: String
        let offset: Int
    }

    private(set) var variables: [Variable] = []
    /// How many bytes stand before the first brace that has no other.
    private(set) var brokenAt: Int?

    init(_ text: String) {
        var offset = 0
        var openAt: Int?
        var expression: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "{"):
                if openAt != nil {
                    broken(at: offset)
                    return
                }
                openAt = offset
                expression = []
            case UInt8(ascii: "}"):
                guard let start = openAt else {
                    broken(at: offset)
                    return
                }
                read(expression, from: start + 1)
                openAt = nil
            default:
                if openAt != nil { expression.append(byte) }
            }
            offset += 1
        }
        if let openAt { broken(at: openAt) }
    }

    private mutating func broken(at offset: Int) {
        brokenAt = offset
    }

    /// Reads what stands between two braces: an operator and variables with modifiers.
    private mutating func read(_ expression: [UInt8], from start: Int) {
        var rest = expression[...]
        if let first = rest.first, "+#./;?&".utf8.contains(first) { rest = rest.dropFirst() }
        for part in rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let name = part.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "*") }
            guard !name.isEmpty else { return broken(at: start) }
            let variable = Variable(name: String(decoding: name, as: UTF8.self), offset: start + part.startIndex)
            if !variables.contains(where: { $0.name == variable.name }) { variables.append(variable) }
        }
    }
}
