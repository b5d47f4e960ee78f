import Gatehouse

extension ServerConfiguration {
    /// What is wrong between the rules and what they name.
    func accessProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        let known = roles.map(\.name)
        var problems: [ConfigurationError.Problem] = []
        func report(_ message: String, _ key: String) {
            problems.append(ConfigurationError.Problem(message, at: file?.place(of: key)))
        }
        for rule in access.rules {
            for role in rule.callers.roles.joined() where !known.contains(role) {
                report(
                    "\(rule.place).roles: there is no role \(quoted(role))" + Self.advice(role, known), "access.rules")
            }
        }
        for (index, grant) in access.grants.enumerated() {
            for role in grant.roles where !known.contains(role) {
                report(
                    "access.grants[\(index)].roles: there is no role \(quoted(role))" + Self.advice(role, known),
                    "access.grants")
            }
        }
        guard problems.isEmpty, roleProblems(file: file).isEmpty else { return problems }
        do throws(AccessPolicyError) {
            try policy.check()
        } catch {
            report("access: \(error)", access.rules.isEmpty ? "roles" : "access.rules")
        }
        return problems
    }
}
