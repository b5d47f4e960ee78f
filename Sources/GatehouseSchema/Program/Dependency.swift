/// What has to hold where an object has a member: `dependentRequired` and `dependentSchemas`.
struct Dependency: Sendable {
    let name: String
    let required: [String]
    let schema: Int?
    /// The keyword that says so, as violations name it.
    let keyword: String
}
