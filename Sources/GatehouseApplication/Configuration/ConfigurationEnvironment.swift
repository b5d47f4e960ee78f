/// The environment variables that set keys.
struct ConfigurationEnvironment: Sendable {
    /// What every variable of Gatehouse begins with.
    static let prefix = "GATEHOUSE_"

    /// The variables that are not keys but options of single commands.
    static let optionVariables = ["GATEHOUSE_CONFIG", "GATEHOUSE_TOKEN", "GATEHOUSE_URL"]

    /// The variables that set keys, checked.
    let variables: [String: String]

    /// Takes the variables of Gatehouse out of an environment. One with an empty value counts as not set.
    ///
    /// - Throws: ``ConfigurationError`` with every unknown variable and every value that is not right for its key.
    init(_ environment: [String: String], keys: [ConfigurationKey] = ConfigurationKey.all) throws(ConfigurationError) {
        var problems: [ConfigurationError.Problem] = []
        var variables: [String: String] = [:]
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix(Self.prefix), !value.isEmpty, !Self.optionVariables.contains(name) else { continue }
            guard let key = keys.first(where: { $0.variable == name }) else {
                if !Self.isServiceLink(name) { problems.append(Self.unknown(name, keys: keys)) }
                continue
            }
            let wrong = Self.problems(with: value, of: key, variable: name)
            problems += wrong
            if wrong.isEmpty { variables[name] = value }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        self.variables = variables
    }

    /// The elements of a list in a variable: between commas, without the white space around them.
    static func elements(of value: String) -> [String] {
        value.split(separator: ",", omittingEmptySubsequences: false).map { (element: Substring) -> String in
            guard let end = element.lastIndex(where: { !$0.isWhitespace }) else { return "" }
            return String(element[...end].drop(while: \.isWhitespace))
        }
    }

    private static func problems(
        with value: String,
        of key: ConfigurationKey,
        variable: String
    ) -> [ConfigurationError.Problem] {
        let texts = key.kind.isList ? elements(of: value) : [value]
        do {
            _ = try key.value(of: texts)
            return []
        } catch {
            return [ConfigurationError.Problem(error.message, at: variable)]
        }
    }

    private static func unknown(_ name: String, keys: [ConfigurationKey]) -> ConfigurationError.Problem {
        if let key = keys.first(where: {
            $0.kind.isStructure && prefix + $0.name.uppercased().replacing(".", with: "_") == name
        }) {
            return ConfigurationError.Problem("\(key.name) can be set only in the configuration file", at: name)
        }
        let known = keys.compactMap(\.variable) + optionVariables
        let advice =
            NearestName.nearest(to: name, among: known).map { "did you mean \($0)?" }
            ?? "the variables are \(prefix) and a key's name in capitals, as GATEHOUSE_SERVER_PORT"
        return ConfigurationError.Problem("unknown variable; \(advice)", at: name)
    }

    /// Whether the variable is one that Kubernetes gives every container for a service that is called `gatehouse`.
    private static func isServiceLink(_ name: String) -> Bool {
        let rest = name.dropFirst(prefix.count)
        return rest == "SERVICE_HOST" || rest == "SERVICE_PORT" || rest.hasPrefix("SERVICE_PORT_") || rest == "PORT"
            || rest.wholeMatch(of: /PORT_[0-9]+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?/) != nil
    }
}
