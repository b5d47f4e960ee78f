import GatehouseApplication
import GatehouseMacros

extension Application {
    static let notes = Application(
        "notes",
        summary: "Keeps notes in a database, to show how tools get what they need.",
        roles: [
            Role("reader", permissions: ["notes:read"]),
            Role("editor", permissions: ["notes:read", "notes:write"]),
            Role("admin", permissions: ["notes:*"]),
        ]
    ) { _ in
        Notes().components + Components(dependencies: .notes)
    }
}
