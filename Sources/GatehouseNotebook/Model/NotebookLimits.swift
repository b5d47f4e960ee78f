/// The bounds of everything that a caller can hand to the notebook.
///
/// Lengths in characters count Unicode scalars, lengths in bytes count UTF-8.
public enum NotebookLimits {
    /// The longest title, in characters.
    public static let titleCharacters = 200
    /// The longest body, in bytes: 1 MiB.
    public static let bodyBytes = 1_048_576
    /// How many tags a note or a filter may have, before equal ones are joined.
    public static let tags = 32
    /// The longest tag, in characters.
    public static let tagCharacters = 64
    /// How many items one answer may have.
    public static let pageItems = 100
    /// The longest query, in characters.
    public static let queryCharacters = 1_000
    /// How many different words and phrases one query may have.
    public static let queryTerms = 64
    /// The longest name of an author, in characters.
    public static let authorCharacters = 512
    /// How many notes one call may create.
    public static let draftsPerCall = 1_000
    /// How many bytes of bodies one call may create: 16 MiB.
    public static let draftBytesPerCall = 16 * 1_048_576
    /// The longest excerpt of a body in a list, in characters.
    public static let excerptCharacters = 240
    /// The longest snippet of a search hit, in characters, marks included.
    public static let snippetCharacters = 800
}
