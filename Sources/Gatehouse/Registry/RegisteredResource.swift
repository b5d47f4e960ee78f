/// A resource or a family of them with everything that is worked out once, when the server is made.
final class RegisteredResource: Sendable {
    let resource: Resource
    /// The resource's place in its list.
    let position: Int
    let requirement: AccessTable.Grants

    init(resource: Resource, position: Int, table: AccessTable) {
        self.resource = resource
        self.position = position
        self.requirement = table.requirement(resource.options.access)
    }
}
