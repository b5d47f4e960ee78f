/// The patterns that types of this library write into schemas, in words: nobody reads what they say from the patterns.
enum KnownPattern {
    /// What a text must be, where a pattern is one of these.
    static func sentence(_ source: String) -> String? {
        switch source {
        case DurationText.pattern: "must be an ISO 8601 duration of weeks, days and time, such as PT1H30M"
        case Base64Text.pattern: "must be Base64 with padding and without white space, such as aGk="
        default: nil
        }
    }
}
