/// One key of the configuration: the table of these drives reading, checking, `--help` and the reference page.
struct ConfigurationKey: Sendable, Hashable {
    /// The name, as `server.port`.
    let name: String
    /// What the value may be.
    let kind: ConfigurationKind
    /// The value where no source sets one: one text, several of a list, or nothing of a key that may stay unset.
    var defaults: [String] {
        switch name {
        case "server.name": [Application.current.name]
        case "auth.anonymous_roles": Application.current.roles.last.map { [$0.name] } ?? []
        default: fixedDefaults
        }
    }
    private let fixedDefaults: [String]
    /// The flag of `gatehouse serve` that sets it, as `--port`.
    let flag: String?
    /// What it does, in one or two sentences for the reference page.
    let summary: String

    init(
        _ name: String,
        _ kind: ConfigurationKind,
        default defaults: String...,
        flag: String? = nil,
        summary: String
    ) {
        self.name = name
        self.kind = kind
        self.fixedDefaults = defaults
        self.flag = flag
        self.summary = summary
    }

    /// Makes a key that is like another one but for its name.
    init(name: String, copying key: ConfigurationKey) {
        (self.name, kind, fixedDefaults, flag, summary) = (name, key.kind, key.fixedDefaults, key.flag, key.summary)
    }

    /// The name's parts: `server`, `port`.
    var components: [String] { name.split(separator: ".").map(String.init) }

    /// The group the key stands in, as `server`.
    var group: String { components.first ?? name }

    /// The environment variable that sets the key, as `GATEHOUSE_SERVER_PORT`; nothing where only the file can.
    var variable: String? {
        kind.isStructure ? nil : ConfigurationEnvironment.prefix + name.uppercased().replacing(".", with: "_")
    }

    /// Every key, in the order of the reference page.
    static let all: [ConfigurationKey] =
        server + http + transport + tls + json + authentication + outgoing + credentials + roles + access + limits
        + calls + audit + state + tasks + sessions + events + subscriptions + log
}
