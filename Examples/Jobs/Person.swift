import GatehouseMacros

/// Somebody to greet.
@Schemable
struct Person {
    /// What to call them.
    @Field(.length(1...64)) let name: String
}
