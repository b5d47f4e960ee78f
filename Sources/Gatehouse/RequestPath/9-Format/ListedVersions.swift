import GatehouseJSON

/// What a list says of a component's versions: its own, and all that the caller may ask for where there are several.
struct ListedVersions {
    private let own: ComponentVersion?
    private let all: [ComponentVersion]

    init(_ own: ComponentVersion?, _ all: [ComponentVersion]) {
        self.own = own
        self.all = all
    }

    /// The author's `_meta` with the versions.
    func added(to meta: JSONObject?) -> JSONObject? {
        guard own != nil || all.count > 1 else { return meta }
        var meta = meta ?? [:]
        if let own { meta[ComponentMeta.version] = .string(own.description) }
        if all.count > 1 { meta[ComponentMeta.versions] = .array(all.map { .string($0.description) }) }
        return meta
    }
}
