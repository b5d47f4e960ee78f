/// The version of a component, in the order of Semantic Versioning 2.0.0, section 11.
///
/// More is read than that specification allows: from one to eight numbers, where those left out are 0, so that `2`,
/// `2.0` and `2.0.0` are one version, and leading zeros, so that `2026.07.28` is one too. A pre-release as in
/// `2.0.0-beta.1` comes before its release. What follows a `+` has no part in the order: versions that differ in nothing
/// else are the same.
struct ComponentVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// A part of a pre-release.
    private enum Identifier: Sendable, Hashable {
        case number(UInt64)
        case text([UInt8])
    }

    /// The text as its author wrote it.
    let description: String
    /// The numbers, without zeros at the end.
    private let numbers: [UInt64]
    private let preRelease: [Identifier]

    /// Reads a version of at most 64 bytes; nothing where the text is none.
    init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2,
            !parts[1].split(separator: Self.dot, omittingEmptySubsequences: false)
                .allSatisfy(Self.isIdentifier)
        {
            return nil
        }
        let main = parts[0].split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        var numbers: [UInt64] = []
        for part in main[0].split(separator: Self.dot, omittingEmptySubsequences: false) {
            guard let number = Self.number(part) else { return nil }
            numbers.append(number)
        }
        guard numbers.count <= 8 else { return nil }
        while numbers.last == 0 { numbers.removeLast() }
        var preRelease: [Identifier] = []
        for part in main.dropFirst().first?.split(separator: Self.dot, omittingEmptySubsequences: false) ?? [] {
            guard Self.isIdentifier(part) else { return nil }
            preRelease.append(Self.number(part).map(Identifier.number) ?? .text(Array(part)))
        }
        self.description = text
        self.numbers = numbers
        self.preRelease = preRelease
    }

    static func == (left: ComponentVersion, right: ComponentVersion) -> Bool {
        left.numbers == right.numbers && left.preRelease == right.preRelease
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(numbers)
        hasher.combine(preRelease)
    }

    static func < (left: ComponentVersion, right: ComponentVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        if left.preRelease.isEmpty || right.preRelease.isEmpty {
            return !left.preRelease.isEmpty && right.preRelease.isEmpty
        }
        return left.preRelease.lexicographicallyPrecedes(right.preRelease, by: Self.precedes)
    }

    private static func precedes(_ left: Identifier, _ right: Identifier) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
        case (.number, .text): true
        case (.text, .number): false
        }
    }

    private static let dot = UInt8(ascii: ".")

    /// The number that digits write, at most 18 of them, which cannot overflow.
    private static func number(_ text: Substring.UTF8View) -> UInt64? {
        guard (1...18).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }

    private static func isIdentifier(_ text: Substring.UTF8View) -> Bool {
        !text.isEmpty
            && text.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
