/// A format of section 7.3 of JSON Schema's validation part.
public struct FieldFormat: Sendable, Hashable {
    /// The name of the format, as the keyword `format` has it.
    public let name: String

    private init(_ format: StringFormat) {
        name = format.rawValue
    }

    /// Whether a string has the format.
    public func accepts(_ text: String) -> Bool {
        StringFormat(rawValue: name)?.accepts(text) ?? true
    }

    /// A date and time of RFC 3339: `2026-07-28T12:00:00Z`.
    public static let dateTime = FieldFormat(.dateTime)
    /// A date of RFC 3339: `2026-07-28`.
    public static let date = FieldFormat(.date)
    /// A time of RFC 3339: `12:00:00Z`.
    public static let time = FieldFormat(.time)
    /// A duration of RFC 3339, appendix A: `P3DT4H`.
    public static let duration = FieldFormat(.duration)
    /// A mail address of RFC 5321.
    public static let email = FieldFormat(.email)
    /// A mail address of RFC 6531, which may have Unicode.
    public static let idnEmail = FieldFormat(.idnEmail)
    /// A host name of RFC 1123.
    public static let hostname = FieldFormat(.hostname)
    /// A host name of RFC 5890, which may have Unicode.
    public static let idnHostname = FieldFormat(.idnHostname)
    /// An address of IPv4.
    public static let ipv4 = FieldFormat(.ipv4)
    /// An address of IPv6.
    public static let ipv6 = FieldFormat(.ipv6)
    /// A URI of RFC 3986, with a scheme.
    public static let uri = FieldFormat(.uri)
    /// A URI of RFC 3986, or a relative reference.
    public static let uriReference = FieldFormat(.uriReference)
    /// An IRI of RFC 3987, with a scheme.
    public static let iri = FieldFormat(.iri)
    /// An IRI of RFC 3987, or a relative reference.
    public static let iriReference = FieldFormat(.iriReference)
    /// A URI template of RFC 6570.
    public static let uriTemplate = FieldFormat(.uriTemplate)
    /// A UUID of RFC 4122.
    public static let uuid = FieldFormat(.uuid)
    /// A JSON pointer of RFC 6901.
    public static let jsonPointer = FieldFormat(.jsonPointer)
    /// A relative JSON pointer.
    public static let relativeJSONPointer = FieldFormat(.relativeJSONPointer)
    /// A regular expression of ECMA-262.
    public static let regex = FieldFormat(.regex)
}
