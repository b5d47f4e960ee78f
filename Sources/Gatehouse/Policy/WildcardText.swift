/// Names that may end in `*`, which stands for every continuation. They compare by their bytes.
enum WildcardText {
    static func text(_ pattern: String, covers name: String) -> Bool {
        guard pattern.utf8.last == UInt8(ascii: "*") else { return pattern.utf8.elementsEqual(name.utf8) }
        return name.utf8.starts(with: pattern.utf8.dropLast())
    }

    /// Whether a pattern stands for more than one name.
    static func isOpen(_ pattern: String) -> Bool {
        pattern.utf8.last == UInt8(ascii: "*")
    }
}
