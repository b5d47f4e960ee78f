package import GatehouseJSON

/// What may be kept of the values at one place, and where the places inside of them are.
package final class SensitivityNode: Sendable {
    private let traits: Traits
    private let table: PropertyTable
    /// The index of the node of each known name.
    private let members: [Int]
    private let unknown: Int?
    private let prefix: [Int]
    private let rest: Int
    /// For each known name the beginning of a member, `"name":`, with the name cut.
    private let labels: [[UInt8]]
    /// Whether a value here may have a secret inside of it.
    package let holdsSecret: Bool

    /// The traits with what their closed texts are.
    struct Traits: Sendable {
        var declared: Sensitivity?
        var isOpen: Bool
        var types: TypeSet
        var free: TypeSet
        var values: [ValueRules]
        var formats: [StringFormat]
    }

    init(_ traits: Traits, _ draft: SensitivityDraft, holdsSecret: Bool) {
        self.traits = traits
        table = PropertyTable(draft.names)
        members = draft.members
        unknown = draft.unknown
        prefix = draft.prefix
        rest = draft.rest
        labels = draft.names.map { Array($0.cut(to: Self.maximumName).jsonBytes) + [UInt8(ascii: ":")] }
        self.holdsSecret = holdsSecret
    }

    /// The most bytes of a known name that are written.
    private static let maximumName = 128

    /// What was declared, where that is stricter than open.
    package var declared: Sensitivity? { traits.declared }

    /// Whether all inside of a container may be kept that says nothing else.
    package func isOpen(for kind: JSONValue.Kind) -> Bool {
        traits.isOpen && traits.free.isDisjoint(with: TypeSet(of: kind))
    }

    /// Whether the schema foresees values of a kind.
    package func allows(_ kind: JSONValue.Kind) -> Bool { !traits.types.isDisjoint(with: TypeSet(of: kind)) }

    /// Whether a value of a kind may be one that the schema does not describe.
    package func isFree(_ kind: JSONValue.Kind) -> Bool { !traits.free.isDisjoint(with: TypeSet(of: kind)) }

    /// Whether a text is one of those that the schema lists, or has a format without free text.
    package func isClosed(_ text: String) -> Bool {
        guard !isFree(.string) else { return false }
        return traits.formats.contains { $0.accepts(text) }
            || traits.values.contains { $0.allow(.string(text)) }
    }

    /// The position of a known name, the most probable one being tried first; nothing for another name.
    package func position(of name: String, guess: Int) -> Int? {
        let position = table.position(of: name, guess: guess)
        return position < 0 ? nil : position
    }

    /// The beginning of the member at a position.
    package func label(at position: Int) -> [UInt8] { labels[position] }

    /// The node of the member at a position.
    package func member(at position: Int) -> Int { members[position] }

    /// The node of members whose names are not known; nothing where there must be none.
    package var unknownMember: Int? { unknown }

    /// The node of an element.
    package func element(at position: Int) -> Int { position < prefix.count ? prefix[position] : rest }
}

extension TypeSet {
    /// The types that values of a kind have.
    init(of kind: JSONValue.Kind) {
        switch kind {
        case .null: self = .null
        case .boolean: self = .boolean
        case .integer, .number: self = [.integer, .number]
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }
}

extension String {
    /// The text, cut to a number of bytes at a scalar's end, with an ellipsis where something is missing.
    package func cut(to count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: count)
        while end > utf8.startIndex, unicodeScalars.index(end, offsetBy: 0).samePosition(in: unicodeScalars) == nil {
            end = utf8.index(before: end)
        }
        return String(self[..<end]) + "…"
    }
}
