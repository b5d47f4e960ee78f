import GatehouseJSON
import GatehouseProtocol

/// A resource or a family of them with everything that is worked out once, when it is registered.
final class RegisteredResource: RegisteredComponent {
    let resource: Resource
    let version: ComponentVersion?
    /// The template, read; nothing for a resource at one URI.
    let template: URITemplate?
    let control: ComponentAccess
    let plan: ComponentPlan?
    /// The values of variables whose types have but a few.
    let choices: [ExactString: [String]]
    /// What may be kept of the variables.
    let redaction: RedactionPlan

    /// - Throws: ``RegistrationError`` for what the protocol does not allow, and for a template that URIs cannot be
    ///   matched against.
    init(_ planned: PlannedResource, table: AccessTable) throws(RegistrationError) {
        resource = planned.resource
        plan = planned.plan
        try ComponentRules.check(resource)
        let label = "\(Self.kind(of: resource)) \"\(resource.uri)\""
        version = try ComponentRules.version(resource.options.version, of: label)
        do throws(URITemplateError) {
            template = resource.isTemplate ? try URITemplate(parsing: resource.uri) : nil
            try template?.checkMatchable()
        } catch {
            throw RegistrationError("\(label): \(error)")
        }
        try Self.checkScope(planned, label)
        control = Self.control(of: resource, table)
        choices = resource.types.choices
        redaction = try RedactionPlan(
            texts: template?.variableNames ?? [], choices, resource.options.sensitivity, of: label)
    }

    /// What not everybody may read must not be kept for everybody.
    private static func checkScope(_ planned: PlannedResource, _ label: String) throws(RegistrationError) {
        let options = planned.resource.options
        guard options.cacheScope == .public else { return }
        let isGuarded = planned.plan.map { !$0.callerGuards.isEmpty || !$0.argumentGuards.isEmpty } ?? false
        guard options.access != .everyone || isGuarded else { return }
        throw RegistrationError("\(label): its cache scope cannot be public, because not everybody may read it")
    }

    private init(_ other: RegisteredResource, table: AccessTable) {
        resource = other.resource
        plan = other.plan
        version = other.version
        template = other.template
        choices = other.choices
        redaction = other.redaction
        control = Self.control(of: other.resource, table)
    }

    private static func control(of resource: Resource, _ table: AccessTable) -> ComponentAccess {
        ComponentAccess(
            table, kind(of: resource), resource.uri, tags: resource.options.tags, declared: resource.options.access,
            guards: table.guards.and(resource.options.guards.access))
    }

    private static func kind(of resource: Resource) -> ComponentKind {
        resource.isTemplate ? .resourceTemplate : .resource
    }

    /// Who may keep what is read: its reader alone, where a rule keeps it from others.
    var cacheScope: CacheScope { control.rules == nil ? resource.options.cacheScope : .private }

    var kind: ComponentKind { Self.kind(of: resource) }
    var key: String { resource.uri }
    var tags: Set<String> { resource.options.tags }
    var site: DeclarationSite { resource.site }
    var prefixes: [String] { resource.prefixes }
    var access: Access { resource.options.access }

    func renewed(for table: AccessTable) -> RegisteredResource {
        RegisteredResource(self, table: table)
    }

    /// The variables of a URI under this template and its rules; nothing where it does not fit.
    func variables(of uri: String) -> [String: String]? {
        guard let template else { return [:] }
        return template.match(uri, rules: resource.options.variableRules)
    }
}
