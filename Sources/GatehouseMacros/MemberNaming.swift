/// How members are named in JSON where `@Field(.name("…"))` says nothing.
public struct MemberNaming: Sendable, Hashable {
    private let name: String

    /// As in Swift: `pageCount` is `"pageCount"`.
    public static let asWritten = MemberNaming(name: "asWritten")
    /// In snake case: `pageCount` is `"page_count"`.
    public static let snakeCase = MemberNaming(name: "snakeCase")
}
