/// Writes the table of keys as the reference part of `docs/configuration.md`.
enum ConfigurationReference {
    /// What each group is about, in the order of the page.
    private static let groups: [(name: String, summary: String)] = [
        ("server", "Where the server listens and what it calls itself."),
        ("http", "The bounds of requests and connections, and how they are carried: see [transports](transports.md)."),
        ("json", "The bounds of messages."),
        ("auth", "Who may call; see [credentials](credentials.md)."),
        ("roles", "What callers may do."),
        ("access", "Who may use what, beside what components declare; see [permissions](permissions.md)."),
        ("limits", "How often and how many at once; see [limits](limits.md)."),
        ("calls", "How long calls may take."),
        ("tasks", "Calls that go on when their response is sent; see [tasks](tasks.md)."),
        ("state", "Requests that ask their client and go on over several rounds."),
        ("sessions", "Clients of revision 2025-11-25 and before; see [earlier revisions](legacy.md)."),
        ("events", "What their streams can be resumed from."),
        ("subscriptions", "Streams that tell clients of changes."),
        ("audit", "What is taken down for auditors, and where; see [audit](audit.md)."),
        ("log", "What is logged, to standard error."),
    ]

    /// The whole reference, with a line break at its end.
    static var markdown: String {
        let tables = groups.map { group in
            section("### \(group.name)", group.summary, ConfigurationKey.all.filter { $0.group == group.name })
        }
        let issuer = section(
            "### Entries of auth.issuers",
            "Each has exactly one of `jwks_url`, `discovery`, `jwks_file`, `pem_file` and `secret_file`; see [identity](identity.md).",
            ConfigurationKey.issuer
        )
        let certificate = section(
            "### Entries of auth.certificates.rules",
            "Each has exactly one of `dns`, `uri`, `email`, `address` and `subject`.",
            ConfigurationKey.certificateRule
        )
        let role = section(
            "### Entries of roles",
            "A role is a mapping of these keys, or just the list of its permissions.",
            ConfigurationKey.role
        )
        let limit = section(
            "### Entries of limits.tools, limits.methods, limits.tags and limits.shared",
            "A limit is a mapping of these keys, or just what stands at `limit`.",
            ConfigurationKey.limitEntry
        )
        let scope = section(
            "### Entries of access.scopes",
            "A scope is a mapping of these keys, or just the list of its permissions.",
            ConfigurationKey.accessScope
        )
        let grant = section(
            "### Entries of access.grants",
            "Each has exactly one of `group`, `subject`, `scope`, `api_key`, `certificate` and `claim`.",
            ConfigurationKey.accessGrant
        )
        let rule = section(
            "### Entries of access.rules",
            "Each names at least one of `tools`, `prompts`, `resources` and `tags`.",
            ConfigurationKey.accessRule
        )
        return (tables + [issuer, certificate, role, scope, grant, rule, limit]).joined(separator: "\n")
    }

    private static func section(_ title: String, _ summary: String, _ keys: [ConfigurationKey]) -> String {
        let rows = keys.map(row).joined()
        return "\(title)\n\n\(summary)\n\n| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n\(rows)"
    }

    private static func row(_ key: ConfigurationKey) -> String {
        let flag = key.flag.map { " Flag: `\($0)`." } ?? ""
        let cells = ["`\(key.name)`", value(key.kind), defaultText(key), key.summary + flag]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }

    private static func value(_ kind: ConfigurationKind) -> String {
        guard case .list(let element, let maximum) = kind else { return kind.expectation }
        return "a list of up to \(maximum), each \(element.expectation)"
    }

    private static func defaultText(_ key: ConfigurationKey) -> String {
        if key.name == "roles" { return "see below" }
        return key.defaults.isEmpty ? "" : "`" + key.defaults.joined(separator: ", ") + "`"
    }
}
