import GatehouseMacros

/// Who is calling, in the words of this application.
struct User: Sendable {
    let name: String
    let isAdministrator: Bool

    init(_ principal: Principal) {
        name = principal.subject
        isAdministrator = principal.roles.contains("admin")
    }
}
