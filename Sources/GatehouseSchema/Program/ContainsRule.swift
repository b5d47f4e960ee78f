/// The keyword `contains` and how many elements have to match it.
struct ContainsRule: Sendable {
    let schema: Int
    let minimum: Int
    let maximum: Int
}
