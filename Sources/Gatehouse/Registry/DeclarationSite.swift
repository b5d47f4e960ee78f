/// Where a component is declared, for messages that name both places of a contradiction.
public struct DeclarationSite: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file, as `Library/Books.swift`.
    public let fileID: String
    /// The line, counted from 1.
    public let line: UInt

    init(_ fileID: StaticString, _ line: UInt) {
        self.fileID = fileID.description
        self.line = line
    }

    /// The place as `Library/Books.swift:12`.
    public var description: String { "\(fileID):\(line)" }
}
