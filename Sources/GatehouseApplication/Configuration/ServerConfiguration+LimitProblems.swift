import Gatehouse
import GatehouseProtocol

extension ServerConfiguration {
    /// What is wrong between limits: they would not count what their author means.
    func limitProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        methodProblems(file) + nameProblems(file) + guaranteeProblems(file)
    }

    /// Methods that there are not: their limits would never count.
    private func methodProblems(_ file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        limits.entries.flatMap { entry in
            entry.methodsNamed.filter { !Method.requests.contains($0) }.map { method in
                let advice =
                    NearestName.nearest(to: method, among: Method.requests).map { "did you mean \($0)?" }
                    ?? "there are \(Method.requests.joined(separator: ", "))"
                return ConfigurationError.Problem(
                    "\(entry.place(of: "methods")): there is no request \(quoted(method)); \(advice)",
                    at: file?.place(of: entry.groupKey))
            }
        }
    }

    /// A limit is told and counted under its name, so that two of them would be one.
    private func nameProblems(_ file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        var places: [String: String] = [:]
        if !limits.caller.isEmpty || !limits.quota.isEmpty {
            places[Self.serverLimit] = limits.caller.isEmpty ? "limits.quota" : "limits.caller"
        }
        var problems: [ConfigurationError.Problem] = []
        for entry in limits.entries where !entry.isEmpty {
            guard let other = places.updateValue(entry.path, forKey: entry.name) else { continue }
            let advice =
                entry.group == .shared
                ? "rename it" : "write it in limits.shared under another name, with \(entry.group)"
            problems.append(
                ConfigurationError.Problem(
                    "\(entry.path): \(other) is told and counted as \(quoted(entry.name)) too; \(advice)",
                    at: file?.place(of: entry.groupKey)))
        }
        return problems
    }

    private func guaranteeProblems(_ file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        let percent = Int((limits.guarantees.reduce(0) { $0 + $1.part } * 100).rounded())
        guard percent > 100 else { return [] }
        return [
            ConfigurationError.Problem(
                "limits.guarantees: \(percent) % are guaranteed together, and there are but 100 %",
                at: file?.place(of: "limits.guarantees"))
        ]
    }
}

extension ServerConfiguration.LimitEntry {
    /// The key that the entry belongs to, as `limits.tools`.
    var groupKey: String { "limits.\(group.rawValue)" }

    /// Where the entry stands, as `limits.tools.search`.
    var path: String { "\(groupKey).\(name)" }

    /// Where the entry names what it is about: in its own name, or in a list.
    func place(of list: String) -> String { group == .shared ? "\(path).\(list)" : path }

    var toolsNamed: [String] { group == .tools ? [name] : tools }
    var methodsNamed: [String] { group == .methods ? [name] : methods }
    var tagsNamed: [String] { group == .tags ? [name] : tags }
}
