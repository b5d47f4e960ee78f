import SwiftSyntax

/// Checks what is mirrored in a header field (basic/transports/streamable-http, "Custom Headers", 2026-07-28).
enum HeaderCheck {
    /// Reports a name that no header field has, a type that none holds, and a secret.
    static func check(_ rule: FieldRuleSyntax, of member: Member, problems: inout Problems) {
        if member.arguments.has("secret") {
            problems.error(
                "a secret does not belong in a header field, which gateways read and log",
                id: "secret-header", at: rule.expression)
        }
        if !holds(member.type) {
            problems.error(
                "a header field mirrors text, an integer or a flag, and '\(member.name)' is \(member.type.source)",
                id: "header-type", at: rule.expression)
        }
        guard let argument = rule.argument, let name = LiteralValue.text(argument), !isToken(name) else { return }
        problems.error("a header field's name has letters, digits and hyphens alone", id: "bad-header", at: argument)
    }

    /// Reports a header field that two members are mirrored in.
    static func checkNames(of members: [Member], problems: inout Problems) {
        var seen: Set<String> = []
        for rule in members.flatMap(\.arguments.rules) where rule.name == "header" {
            guard let argument = rule.argument, let name = LiteralValue.text(argument) else { continue }
            guard !seen.insert(name.lowercased()).inserted else { continue }
            problems.error(
                "two members are mirrored in the header field \"\(name)\"", id: "duplicate-header", at: argument)
        }
    }

    private static func holds(_ type: TypeSyntax) -> Bool {
        let type = type.wrappedType ?? type
        if ["Double", "Float", "Decimal"].contains(type.lastName) { return false }
        return FieldKind(type: type) != .list && FieldKind(type: type) != .dictionary
    }

    /// Whether a name is a token (RFC 9110, section 5.6.2).
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
