extension ServerConfiguration {
    /// What is wrong between values that are each right by themselves.
    func contradictions(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        authenticationProblems(file: file) + roleProblems(file: file) + accessProblems(file: file)
            + boundProblems(file: file) + limitProblems(file: file) + pathProblems(file: file)
            + transportProblems(file: file)
            + tlsProblems(file: file)
            + credentialProblems(file: file)
    }

    private func authenticationProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        var problems: [ConfigurationError.Problem] = []
        if auth.enabled, auth.credentials.methods.contains("jwt"), !auth.localIssuer, auth.issuers.isEmpty {
            problems.append(
                ConfigurationError.Problem(
                    "auth.local_issuer is false and auth.issuers is empty, so that no token would be accepted",
                    at: file?.place(of: "auth.local_issuer")
                )
            )
        }
        for issuer in auth.issuers
        where issuer.audiences.isEmpty && auth.audience == nil && server.publicURL == nil {
            problems.append(
                ConfigurationError.Problem(
                    "auth.issuers: \(quoted(issuer.issuer)) needs an audience, or else auth.audience or server.public_url",
                    at: file?.place(of: "auth.issuers")
                )
            )
        }
        for issuer in auth.issuers where issuer.isFetchedWithoutTLS && !auth.outgoing.allowsPlainLoopback {
            problems.append(
                ConfigurationError.Problem(
                    "auth.issuers: the keys of \(quoted(issuer.issuer)) would be fetched without TLS; use https, or, on "
                        + "this machine, set auth.outgoing.plain_http to loopback",
                    at: file?.place(of: "auth.issuers")
                )
            )
        }
        var seen: Set<String> = []
        for issuer in auth.issuers where !seen.insert(issuer.issuer).inserted {
            problems.append(
                ConfigurationError.Problem(
                    "auth.issuers: \(quoted(issuer.issuer)) stands in the list more than once",
                    at: file?.place(of: "auth.issuers")
                )
            )
        }
        return problems
    }

    func roleProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        let names = roles.map(\.name)
        var problems: [ConfigurationError.Problem] = []
        for role in roles {
            for name in role.inherits where !names.contains(name) {
                let message = "roles.\(role.name).inherits: there is no role \(quoted(name))" + Self.advice(name, names)
                problems.append(ConfigurationError.Problem(message, at: file?.place(of: "roles")))
            }
            if let way = wayToItself(from: role) {
                let message = "roles.\(role.name).inherits: the role inherits itself: \(way.joined(separator: " -> "))"
                problems.append(ConfigurationError.Problem(message, at: file?.place(of: "roles")))
            }
        }
        for name in auth.anonymousRoles where !auth.enabled && !names.contains(name) {
            let message = "auth.anonymous_roles: there is no role \(quoted(name))" + Self.advice(name, names)
            problems.append(ConfigurationError.Problem(message, at: file?.place(of: "auth.anonymous_roles")))
        }
        return problems
    }

    static func advice(_ name: String, _ names: [String]) -> String {
        if let nearest = NearestName.nearest(to: name, among: names) { return "; did you mean \(nearest)?" }
        return names.isEmpty ? "" : "; the roles are \(names.prefix(20).joined(separator: ", "))"
    }

    /// The shortest way by which a role inherits itself, the role at both ends.
    private func wayToItself(from role: Role) -> [String]? {
        var ways = [[role.name]]
        var seen: Set<String> = []
        var next = 0
        while next < ways.count {
            let way = ways[next]
            next += 1
            for heir in roles.first(where: { $0.name == way.last })?.inherits ?? [] {
                if heir == role.name { return way + [heir] }
                if seen.insert(heir).inserted { ways.append(way + [heir]) }
            }
        }
        return nil
    }

    /// Paths that lead to two things.
    private func pathProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        var paths = [("server.endpoint", server.endpoint)]
        if sessions.hasEventStream {
            paths += [
                ("sessions.event_stream_path", sessions.eventStreamPath),
                ("sessions.messages_path", sessions.messagesPath),
            ]
        }
        var problems: [ConfigurationError.Problem] = []
        for (position, (key, path)) in paths.enumerated() {
            guard let (other, _) = paths[..<position].first(where: { $0.1 == path }) else { continue }
            let place = file?.place(of: key) ?? file?.place(of: other)
            problems.append(
                ConfigurationError.Problem(
                    "\(key) is \(quoted(path)), as \(other) is; give each a path of its own", at: place))
        }
        return problems
    }

    private func boundProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        let pairs: [(isWrong: Bool, lesser: String, greater: String)] = [
            (calls.timeout > calls.maxTimeout, "calls.timeout", "calls.max_timeout"),
            (limits.overloadWait > limits.queueWait, "limits.overload_wait", "limits.queue_wait"),
            (tasks.timeToLive > tasks.maxTimeToLive, "tasks.ttl", "tasks.max_ttl"),
            (tasks.timeout > tasks.timeToLive, "tasks.timeout", "tasks.ttl"),
        ]
        return pairs.filter(\.isWrong).map { _, lesser, greater in
            let place = file?.place(of: lesser) ?? file?.place(of: greater)
            return ConfigurationError.Problem("\(lesser) is more than \(greater)", at: place)
        }
    }
}
