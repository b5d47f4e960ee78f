import Gatehouse

extension ConfigurationKey {
    static let access: [ConfigurationKey] = [
        accessDefault, accessHidden, accessDryRun, accessScopes, accessGrants, accessRules,
    ]

    static let accessDefault = ConfigurationKey(
        "access.default", .choice(["declared", "deny"]), default: "declared",
        summary: """
            What decides about a component that no rule allows: what it declares, or nothing, so that only rules open \
            anything.
            """
    )
    static let accessHidden = ConfigurationKey(
        "access.hidden", .choice(["lists", "everywhere", "nowhere"]), default: "lists",
        summary: """
            Where components are hidden from callers who may not use them: in lists alone, everywhere (whoever asks for \
            one by name is told that there is none), or nowhere.
            """
    )
    static let accessDryRun = ConfigurationKey(
        "access.dry_run", .boolean, default: "false",
        summary: """
            Whether `access.rules` and `access.default` are only tried: requests are decided as without them, and the \
            log's `access_dry_run` says what would have been decided otherwise.
            """
    )
    static let accessScopes = ConfigurationKey(
        "access.scopes", .structure(.scopes),
        summary: "What OAuth scopes permit, and which other scopes they include; see below."
    )
    static let accessGrants = ConfigurationKey(
        "access.grants", .structure(.grants),
        summary: "What else gives callers roles and permissions: groups, claims, API keys, certificates; see below."
    )
    static let accessRules = ConfigurationKey(
        "access.rules", .structure(.rules),
        summary: "Rules that allow and deny; see below, and [permissions](permissions.md)."
    )

    /// The keys of one scope.
    static let accessScope: [ConfigurationKey] = [
        ConfigurationKey(
            "permissions", .list(of: .text(.word), maximum: 256), summary: "What the scope permits, as `notes:read`."),
        ConfigurationKey(
            "includes", .list(of: .text(.word), maximum: 64),
            summary: "The scopes that count as granted where this one is."),
    ]

    /// The keys of one entry of `access.grants`.
    static let accessGrant: [ConfigurationKey] = [
        ConfigurationKey("group", .text(.title), summary: "For callers in that group."),
        ConfigurationKey("subject", .text(.title), summary: "For that subject."),
        ConfigurationKey("scope", .text(.word), summary: "For credentials with that scope."),
        ConfigurationKey("api_key", .text(.word), summary: "For the API key of that number."),
        ConfigurationKey(
            "certificate", .text(.title),
            summary: "For clients with a certificate of that subject, as `CN=agent,O=Example`."),
        ConfigurationKey(
            "claim", .text(.claim), summary: "For credentials in which that claim is `value`, or a list with it."),
        ConfigurationKey("value", .text(.title), summary: "The value of `claim`."),
        ConfigurationKey("roles", .list(of: .text(.word), maximum: 64), summary: "The roles that they hold."),
        ConfigurationKey(
            "permissions", .list(of: .text(.word), maximum: 256), summary: "The permissions that they have besides."),
        ConfigurationKey("tenant", .text(.title), summary: "Only for callers of that tenant."),
    ]

    /// The keys of one entry of `access.rules`.
    static let accessRule: [ConfigurationKey] = [
        ConfigurationKey(
            "name", .text(.title),
            summary:
                "What the rule is called in the log and in explanations. Without one its place, as `access.rules[0]`."),
        ConfigurationKey(
            "effect", .choice(["allow", "deny"]), summary: "What it does. Required; one rule that denies is enough."),
        ConfigurationKey(
            "tools", names, summary: "The tools that it is about; `*` at the end stands for every continuation."),
        ConfigurationKey("prompts", names, summary: "The prompts that it is about."),
        ConfigurationKey(
            "resources", names, summary: "The resources that it is about, by their URIs or URI templates as registered."
        ),
        ConfigurationKey("tags", names, summary: "It is about everything with one of these tags."),
        ConfigurationKey("roles", names, summary: "It is about callers with one of these roles."),
        ConfigurationKey("groups", names, summary: "And in one of these groups."),
        ConfigurationKey("subjects", names, summary: "And of one of these subjects."),
        ConfigurationKey("permissions", names, summary: "And with all of these permissions."),
        ConfigurationKey("scopes", names, summary: "And with all of these scopes."),
        ConfigurationKey("tenant", .text(.title), summary: "And of that tenant."),
        ConfigurationKey(
            "when", .text(.prose), summary: "The condition under which it applies, as `args.author == caller.subject`."),
        ConfigurationKey(
            "hidden", .choice(["lists", "everywhere", "nowhere"]),
            summary: "Where what it refuses is hidden. Without it `access.hidden`."),
    ]

    private static let names = ConfigurationKind.list(of: .text(.title), maximum: 256)
}
