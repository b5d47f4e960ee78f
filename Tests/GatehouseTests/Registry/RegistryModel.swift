/// What a registry of tools should be, in the simplest form that can be right.
struct RegistryModel {
    struct Version {
        var text: String?
        var says: String
        var isEnabled = true

        /// The versions that the tests use are single digits; none comes before all.
        var rank: Int { text.flatMap(Int.init) ?? -1 }
    }

    /// In the order of the lists.
    private(set) var tools: [(name: String, versions: [Version])] = []

    /// Adds a version, or replaces it; tells whether that is allowed.
    mutating func put(_ name: String, _ version: String?, says: String, replaces: Bool) -> Bool {
        guard let place = tools.firstIndex(where: { $0.name == name }) else {
            tools.append((name, [Version(text: version, says: says)]))
            return true
        }
        guard let member = tools[place].versions.firstIndex(where: { $0.text == version }) else {
            tools[place].versions.append(Version(text: version, says: says))
            return true
        }
        if replaces { tools[place].versions[member].says = says }
        return replaces
    }

    mutating func remove(where picked: (String, String?) -> Bool) -> Int {
        let before = count
        for place in tools.indices {
            let name = tools[place].name
            tools[place].versions.removeAll { picked(name, $0.text) }
        }
        tools.removeAll { $0.versions.isEmpty }
        return before - count
    }

    mutating func set(_ isEnabled: Bool, where picked: (String, String?) -> Bool) -> Int {
        var changed = 0
        for place in tools.indices {
            for member in tools[place].versions.indices
            where picked(tools[place].name, tools[place].versions[member].text)
                && tools[place].versions[member].isEnabled != isEnabled
            {
                tools[place].versions[member].isEnabled = isEnabled
                changed += 1
            }
        }
        return changed
    }

    private var count: Int { tools.reduce(0) { $0 + $1.versions.count } }

    /// What a call says: of the highest version that is enabled, or of the one that is asked for.
    func says(_ name: String, _ version: String?) -> String? {
        let versions = tools.first { $0.name == name }?.versions.filter(\.isEnabled) ?? []
        guard let version else { return versions.max { $0.rank < $1.rank }?.says }
        return versions.first { $0.text == version }?.says
    }

    var listed: [String] { tools.map(\.name).filter { says($0, nil) != nil } }
}
