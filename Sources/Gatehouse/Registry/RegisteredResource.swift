/// A resource or a family of them with everything that is worked out once, when the server is made.
final class RegisteredResource: Sendable {
    let resource: Resource
    /// The resource's place in its list.
    let position: Int
    let requirement: AccessTable.Grants
    let plan: ComponentPlan?

    init(resource: Resource, position: Int, table: AccessTable, plan: ComponentPlan?) {
        self.resource = resource
        self.position = position
        self.plan = plan
        self.requirement = table.requirement(resource.options.access)
    }
}
