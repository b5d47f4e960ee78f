import GatehouseMacros

/// Where the rooms are.
@Schemable
enum Site: String {
    case main
    case harbour
}
