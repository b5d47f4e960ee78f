/// The schemas that speak of one place in a value: which of them must all hold, and which are alternatives.
indirect enum SensitivityPlace: Hashable {
    /// A subschema with everything that it applies to the same value.
    case schema(Int)
    /// What a subschema says by itself.
    case keywords(Int)
    /// Any value; nothing is said of it.
    case anything
    /// No value at all.
    case nothing
    /// Too much to follow: nothing of it is kept.
    case hidden
    case all([SensitivityPlace])
    case any([SensitivityPlace])

    /// What several places say together.
    static func conjunction(_ parts: [SensitivityPlace]) -> SensitivityPlace {
        var flat: [SensitivityPlace] = []
        for part in parts {
            if case .all(let inner) = part { flat += inner } else if part != .anything { flat.append(part) }
        }
        let different = unique(flat)
        return different.isEmpty ? .anything : different.count == 1 ? different[0] : .all(different)
    }

    /// What one of several places says.
    static func alternatives(_ parts: [SensitivityPlace]) -> SensitivityPlace {
        var flat: [SensitivityPlace] = []
        for part in parts {
            if case .any(let inner) = part { flat += inner } else if part != .nothing { flat.append(part) }
        }
        let different = unique(flat)
        return different.isEmpty ? .nothing : different.count == 1 ? different[0] : .any(different)
    }

    private static func unique(_ places: [SensitivityPlace]) -> [SensitivityPlace] {
        guard places.count > 1 else { return places }
        var seen: Set<SensitivityPlace> = []
        return places.filter { seen.insert($0).inserted }
    }
}
