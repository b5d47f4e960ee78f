import GatehouseMacros

/// What there is for lunch.
@Schemable
enum Menu: String {
    case fish
    case vegan
    case vegetarian
}
