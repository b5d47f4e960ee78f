import GatehouseProtocol

/// A kind of component that servers list.
struct ListedKind: Sendable, Hashable {
    let method: String
    /// The member of a page that has the entries.
    let member: String

    static let tools = ListedKind(method: Method.listTools, member: "tools")
    static let prompts = ListedKind(method: Method.listPrompts, member: "prompts")
    static let resources = ListedKind(method: Method.listResources, member: "resources")
    static let resourceTemplates = ListedKind(method: Method.listResourceTemplates, member: "resourceTemplates")
}
