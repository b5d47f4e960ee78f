public import GatehouseProtocol

/// The client did not declare that it can do what a function needs of it.
///
/// Where a function lets it pass, the caller is told what is missing: as error -32021 in revision 2026-07-28
/// (basic/versioning), and in words before.
public struct MissingClientCapability: Error, Sendable, Hashable {
    /// What the client would have to declare.
    public let required: ClientCapabilities

    public init(_ required: ClientCapabilities) {
        self.required = required
    }
}
