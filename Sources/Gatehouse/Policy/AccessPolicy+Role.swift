extension AccessPolicy {
    /// What holders of a role may do.
    public struct Role: Sendable, Hashable, ExpressibleByArrayLiteral {
        /// What the role permits, as `notes:read` or `notes:*`.
        public var permissions: Set<String>
        /// The roles whose permissions it has as well. Nobody holds a role because another one inherits it.
        public var inherits: [String]
        /// The one tenant in which the role counts; nothing where it counts everywhere.
        public var tenant: String?

        public init(permissions: Set<String> = [], inherits: [String] = [], tenant: String? = nil) {
            self.permissions = permissions
            self.inherits = inherits
            self.tenant = tenant
        }

        /// A role that is the list of its permissions.
        public init(arrayLiteral permissions: String...) {
            self.init(permissions: Set(permissions))
        }
    }

    /// What a role permits, with what it inherits; nothing for a role that there is not.
    ///
    /// What a role of another tenant permits is left out: ``check()`` refuses such a policy.
    public func permissions(of name: String) -> Set<String> {
        var permissions: Set<String> = []
        var seen: Set<String> = []
        var waiting = [name]
        let tenant = roles[name]?.tenant
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted, let role = roles[name] else { continue }
            guard role.tenant == nil || role.tenant == tenant else { continue }
            permissions.formUnion(role.permissions)
            waiting += role.inherits
        }
        return permissions
    }
}
