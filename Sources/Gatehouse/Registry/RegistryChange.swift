/// A change of what a server offers; several are made at once with ``Registry/change(_:)-([RegistryChange])``.
public struct RegistryChange: Sendable {
    enum Kind: Sendable {
        case put(Components, replaces: Bool)
        case remove(ComponentSelection)
        case enable(ComponentSelection)
        case disable(ComponentSelection)
    }

    let kind: Kind

    /// Adds components. Whatever is there already, in the same version, is refused.
    public static func add(_ components: Components) -> RegistryChange {
        RegistryChange(kind: .put(components, replaces: false))
    }

    /// Adds components, each in the place of the one with the same name and version where there is one.
    public static func replace(_ components: Components) -> RegistryChange {
        RegistryChange(kind: .put(components, replaces: true))
    }

    /// Takes components away for good.
    public static func remove(_ selection: ComponentSelection) -> RegistryChange {
        RegistryChange(kind: .remove(selection))
    }

    /// Offers components again that were disabled.
    public static func enable(_ selection: ComponentSelection) -> RegistryChange {
        RegistryChange(kind: .enable(selection))
    }

    /// Hides components: they are neither listed nor found, but stay, with their place in the lists.
    public static func disable(_ selection: ComponentSelection) -> RegistryChange {
        RegistryChange(kind: .disable(selection))
    }
}
