extension String {
    /// The name in snake case: `searchBooks` becomes `search_books`, `fetchURLOf2Books` becomes `fetch_url_of2_books`.
    ///
    /// A run of capitals is one word, whose last letter begins the next word where a small letter follows it.
    var snakeCased: String {
        let characters = Array(self)
        var name = ""
        for (index, character) in characters.enumerated() {
            if character.isUppercase, Self.beginsWord(at: index, of: characters), !name.hasSuffix("_"), !name.isEmpty {
                name.append("_")
            }
            name += character.lowercased()
        }
        return name
    }

    private static func beginsWord(at index: Int, of characters: [Character]) -> Bool {
        guard index > 0 else { return false }
        let followsSmall = !characters[index - 1].isUppercase
        let precedesSmall = index + 1 < characters.count && characters[index + 1].isLowercase
        return followsSmall || precedesSmall
    }
}
