import GatehouseMacros

/// A note.
@Schemable
struct Note: Equatable {
    let id: String
    /// Who wrote it first.
    let author: String
    var text: String
}
