import Testing

/// A token that must be refused, and the exact reason.
struct RefusedToken: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: String
    let make: @Sendable () throws -> String

    init(_ name: String, _ reason: String, _ make: @escaping @Sendable () throws -> String) {
        self.testDescription = name
        self.reason = reason
        self.make = make
    }

    /// A token with that claim, signed well.
    static func claim(_ name: String, _ json: String?, _ reason: String) -> RefusedToken {
        RefusedToken("\(name) = \(json ?? "absent")", reason) { try TokenText().claim(name, json).signed() }
    }

    /// A token with that header parameter, signed well.
    static func header(_ name: String, _ json: String?, _ reason: String) -> RefusedToken {
        RefusedToken("\(name) = \(json?.prefix(60) ?? "absent")", reason) {
            try TokenText().header(name, json).signed()
        }
    }
}
