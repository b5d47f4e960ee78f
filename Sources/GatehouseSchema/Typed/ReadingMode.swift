/// How strictly values are held to the kinds that their type wants.
///
/// Language models now and then write a value of another kind as a string. In the mode ``lenient`` such a string is
/// taken for what it says, where the schema wants something else and does not allow a string there:
///
/// | comes | wanted | taken as |
/// | --- | --- | --- |
/// | `"10"`, `"-1.5e3"`: exactly a JSON number | integer or number | that number, if it is of the wanted type |
/// | `"true"`, `"false"` | boolean | that boolean |
/// | `"null"` | null | `null` |
/// | `"[1,2]"`: a JSON array | array | that array; what is in it is held to these rules, but no string in it becomes a container |
/// | `"{\"a\":1}"`: a JSON object | object | that object, likewise |
///
/// Nothing else is converted: no number becomes a string or a boolean, nothing is trimmed, and no single value becomes an
/// array. A value that the schema allows as it is stays what it is. Of several alternatives (`anyOf`, `oneOf`) the first
/// one counts that the converted value conforms to.
public struct ReadingMode: Sendable, Hashable {
    /// Whether strings are taken for what they say.
    public let isLenient: Bool

    /// A value must be of the kind that is wanted.
    public static let strict = ReadingMode(isLenient: false)
    /// A string may say what is wanted.
    public static let lenient = ReadingMode(isLenient: true)
}
